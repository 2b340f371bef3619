"""further facts of steps and journeys"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import journeys.domain.tables

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

STEP_CHECKS = {
    'maturity_model': "maturity_model IN ('1.1', '2.0')",
    'maturity_level': 'maturity_level BETWEEN 0 AND 7',
    'fim_activity': 'fim_activity BETWEEN 1 AND 8',
}
OWNERS = ('fact_id', 'persona_id', 'span_id', 'note_id', 'opportunity_id')


def one_of_them(columns: tuple[str, ...]) -> str:
    return ' + '.join(f'CASE WHEN {column} IS NULL THEN 0 ELSE 1 END' for column in columns) + ' = 1'


def upgrade() -> None:
    op.create_table('journey_persona',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('journey_id', sa.Integer(), nullable=False),
    sa.Column('persona_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['journey_id'], ['journey.id'], name=op.f('fk_journey_persona_journey_id_journey'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['persona_id'], ['persona.id'], name=op.f('fk_journey_persona_persona_id_persona'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_journey_persona_service_id_service'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journey_persona'))
    )
    with op.batch_alter_table('journey_persona', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journey_persona_journey_id'), ['journey_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_journey_persona_persona_id'), ['persona_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_journey_persona_service_id'), ['service_id'], unique=False)

    op.create_table('lane',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('ref', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('journey_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('hidden', sa.Boolean(), nullable=True),
    sa.Column('deleted_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('third_party', 'law', 'data', 'metrics', 'other')", name=op.f('ck_lane_kind')),
    sa.ForeignKeyConstraint(['journey_id'], ['journey.id'], name=op.f('fk_lane_journey_id_journey'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_lane_service_id_service'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lane')),
    sa.UniqueConstraint('service_id', 'ref', name=op.f('uq_lane_service_id_ref'))
    )
    with op.batch_alter_table('lane', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lane_journey_id'), ['journey_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_lane_service_id'), ['service_id'], unique=False)

    op.create_table('cost',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', journeys.domain.tables.AsJson(), nullable=True),
    sa.Column('unit', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_cost_service_id_service'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_cost_step_id_step'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cost')),
    sa.UniqueConstraint('step_id', name=op.f('uq_cost_step_id'))
    )
    with op.batch_alter_table('cost', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cost_service_id'), ['service_id'], unique=False)

    op.create_table('lane_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('lane_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['lane_id'], ['lane.id'], name=op.f('fk_lane_text_lane_id_lane'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_lane_text_service_id_service'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_lane_text_step_id_step'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lane_text')),
    sa.UniqueConstraint('step_id', 'lane_id', name=op.f('uq_lane_text_step_id_lane_id'))
    )
    with op.batch_alter_table('lane_text', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lane_text_lane_id'), ['lane_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_lane_text_service_id'), ['service_id'], unique=False)

    op.create_table('step_mood',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('persona_id', sa.Integer(), nullable=False),
    sa.Column('emotion', sa.Integer(), nullable=False),
    sa.CheckConstraint('emotion BETWEEN -2 AND 2', name=op.f('ck_step_mood_emotion')),
    sa.ForeignKeyConstraint(['persona_id'], ['persona.id'], name=op.f('fk_step_mood_persona_id_persona'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_step_mood_service_id_service'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_step_mood_step_id_step'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step_mood')),
    sa.UniqueConstraint('step_id', 'persona_id', name=op.f('uq_step_mood_step_id_persona_id'))
    )
    with op.batch_alter_table('step_mood', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_step_mood_persona_id'), ['persona_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_step_mood_service_id'), ['service_id'], unique=False)

    with op.batch_alter_table('citation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cost_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_citation_cost_id'), ['cost_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_citation_cost_id_cost'), 'cost', ['cost_id'], ['id'], ondelete='CASCADE')
        batch_op.drop_constraint(batch_op.f('ck_citation_one_owner'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_citation_one_owner'), one_of_them((*OWNERS, 'cost_id')))

    with op.batch_alter_table('step', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reused', sa.JSON(none_as_null=True), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('legal_basis', sa.JSON(none_as_null=True), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('marks', sa.JSON(none_as_null=True), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('maturity_model', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('maturity_level', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('maturity_date', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('fim_activity', sa.Integer(), nullable=True))

    with op.batch_alter_table('step', schema=None) as batch_op:
        for column in ('reused', 'legal_basis', 'marks'):
            batch_op.alter_column(column, server_default=None)
        for column, rule in STEP_CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f'ck_step_{column}'), rule)



def downgrade() -> None:
    with op.batch_alter_table('step', schema=None) as batch_op:
        for column in STEP_CHECKS:
            batch_op.drop_constraint(batch_op.f(f'ck_step_{column}'), type_='check')
        batch_op.drop_column('fim_activity')
        batch_op.drop_column('maturity_date')
        batch_op.drop_column('maturity_level')
        batch_op.drop_column('maturity_model')
        batch_op.drop_column('marks')
        batch_op.drop_column('legal_basis')
        batch_op.drop_column('reused')

    op.execute('DELETE FROM citation WHERE cost_id IS NOT NULL')
    with op.batch_alter_table('citation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_citation_one_owner'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_citation_one_owner'), one_of_them(OWNERS))
        batch_op.drop_constraint(batch_op.f('fk_citation_cost_id_cost'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_citation_cost_id'))
        batch_op.drop_column('cost_id')

    with op.batch_alter_table('step_mood', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_step_mood_service_id'))
        batch_op.drop_index(batch_op.f('ix_step_mood_persona_id'))

    op.drop_table('step_mood')
    with op.batch_alter_table('lane_text', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lane_text_service_id'))
        batch_op.drop_index(batch_op.f('ix_lane_text_lane_id'))

    op.drop_table('lane_text')
    with op.batch_alter_table('cost', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cost_service_id'))

    op.drop_table('cost')
    with op.batch_alter_table('lane', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lane_service_id'))
        batch_op.drop_index(batch_op.f('ix_lane_journey_id'))

    op.drop_table('lane')
    with op.batch_alter_table('journey_persona', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_journey_persona_service_id'))
        batch_op.drop_index(batch_op.f('ix_journey_persona_persona_id'))
        batch_op.drop_index(batch_op.f('ix_journey_persona_journey_id'))

    op.drop_table('journey_persona')
