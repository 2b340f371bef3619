"""mails about news"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import journeys.domain.tables

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('since', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('next_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('confirm', 'digest')", name=op.f('ck_mail_kind')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail'))
    )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_next_at'), ['next_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_person_id'), ['person_id'], unique=False)

    op.create_table('mail_wish',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('often', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('confirmed_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.Column('told_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.Column('failed_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("often IN ('daily', 'weekly')", name=op.f('ck_mail_wish_often')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_wish_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_wish')),
    sa.UniqueConstraint('person_id', name=op.f('uq_mail_wish_person_id'))
    )


def downgrade() -> None:
    op.drop_table('mail_wish')
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mail_person_id'))
        batch_op.drop_index(batch_op.f('ix_mail_next_at'))

    op.drop_table('mail')
