"""proposals to the editors of the catalogue"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import journeys.domain.tables

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('opportunity_id', sa.Integer(), nullable=True),
    sa.Column('note_id', sa.Integer(), nullable=True),
    sa.Column('module', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('deleted_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('opportunity_id IS NULL OR note_id IS NULL', name=op.f('ck_proposal_one_occasion_at_most')),
    sa.ForeignKeyConstraint(['note_id'], ['note.id'], name=op.f('fk_proposal_note_id_note'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['opportunity_id'], ['opportunity.id'], name=op.f('fk_proposal_opportunity_id_opportunity'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_proposal_service_id_service'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal'))
    )
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_note_id'), ['note_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_opportunity_id'), ['opportunity_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_service_id'), ['service_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_service_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_opportunity_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_note_id'))

    op.drop_table('proposal')
