"""versions, comments, approvals, share links, visits"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import journeys.domain.tables

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.Column('since', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_visit_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_visit_project_id_project'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
    sa.UniqueConstraint('person_id', 'project_id', name=op.f('uq_visit_person_id_project_id'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_project_id'), ['project_id'], unique=False)

    op.create_table('frozen_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('seal', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_frozen_document_service_id_service'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_frozen_document')),
    sa.UniqueConstraint('service_id', 'seal', name=op.f('uq_frozen_document_service_id_seal'))
    )
    with op.batch_alter_table('frozen_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_frozen_document_service_id'), ['service_id'], unique=False)

    op.create_table('version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('frozen_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('cause', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seal', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.Column('removed_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("cause IN ('asked', 'import', 'approval', 'restore')", name=op.f('ck_version_cause')),
    sa.ForeignKeyConstraint(['frozen_id'], ['frozen_document.id'], name=op.f('fk_version_frozen_id_frozen_document'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_version_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_version_service_id_service'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version')),
    sa.UniqueConstraint('service_id', 'number', name=op.f('uq_version_service_id_number'))
    )
    with op.batch_alter_table('version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_version_frozen_id'), ['frozen_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_version_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_version_service_id'), ['service_id'], unique=False)

    op.create_table('approval_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('message', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('opened_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closed_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_approval_round_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_approval_round_service_id_service'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_approval_round_version_id_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_round'))
    )
    with op.batch_alter_table('approval_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_approval_round_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_approval_round_service_id'), ['service_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_approval_round_version_id'), ['version_id'], unique=False)

    op.create_table('share_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('password_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('may_comment', sa.Boolean(), nullable=False),
    sa.Column('embedded_in', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('opened', sa.Integer(), nullable=False),
    sa.Column('created_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_share_link_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_share_link_service_id_service'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_share_link_version_id_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_share_link_token_hash'))
    )
    with op.batch_alter_table('share_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_share_link_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_share_link_service_id'), ['service_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_share_link_version_id'), ['version_id'], unique=False)

    op.create_table('approval_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('verdict', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seal', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("verdict IN ('approved', 'remarks', 'objected')", name=op.f('ck_approval_answer_verdict')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_approval_answer_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['round_id'], ['approval_round.id'], name=op.f('fk_approval_answer_round_id_approval_round'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_approval_answer_version_id_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_answer')),
    sa.UniqueConstraint('round_id', 'person_id', name=op.f('uq_approval_answer_round_id_person_id'))
    )
    with op.batch_alter_table('approval_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_approval_answer_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_approval_answer_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_approval_answer_version_id'), ['version_id'], unique=False)

    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('link_id', sa.Integer(), nullable=True),
    sa.Column('guest', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ref', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('lane', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('form_key', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.Column('resolved_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.Column('resolved_by', sa.Integer(), nullable=True),
    sa.Column('deleted_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("about IN ('service', 'journey', 'step', 'cell', 'note', 'opportunity')", name=op.f('ck_comment_about')),
    sa.CheckConstraint('thread_id IS NULL OR resolved_at IS NULL', name=op.f('ck_comment_threads_are_resolved')),
    sa.ForeignKeyConstraint(['link_id'], ['share_link.id'], name=op.f('fk_comment_link_id_share_link'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_comment_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['resolved_by'], ['person.id'], name=op.f('fk_comment_resolved_by_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], name=op.f('fk_comment_service_id_service'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['comment.id'], name=op.f('fk_comment_thread_id_comment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_comment_version_id_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sa.UniqueConstraint('service_id', 'form_key', name=op.f('uq_comment_service_id_form_key'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_link_id'), ['link_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_resolved_by'), ['resolved_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_service_id'), ['service_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_thread_id'), ['thread_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_version_id'), ['version_id'], unique=False)

    op.create_table('mention',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_mention_comment_id_comment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mention_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mention')),
    sa.UniqueConstraint('comment_id', 'person_id', name=op.f('uq_mention_comment_id_person_id'))
    )
    with op.batch_alter_table('mention', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mention_comment_id'), ['comment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mention_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.add_column(sa.Column('review', sa.Integer(), nullable=False, server_default='0'))

    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.alter_column('review', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.drop_column('review')

    with op.batch_alter_table('mention', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mention_person_id'))
        batch_op.drop_index(batch_op.f('ix_mention_comment_id'))

    op.drop_table('mention')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_version_id'))
        batch_op.drop_index(batch_op.f('ix_comment_thread_id'))
        batch_op.drop_index(batch_op.f('ix_comment_service_id'))
        batch_op.drop_index(batch_op.f('ix_comment_resolved_by'))
        batch_op.drop_index(batch_op.f('ix_comment_person_id'))
        batch_op.drop_index(batch_op.f('ix_comment_link_id'))

    op.drop_table('comment')
    with op.batch_alter_table('approval_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_approval_answer_version_id'))
        batch_op.drop_index(batch_op.f('ix_approval_answer_round_id'))
        batch_op.drop_index(batch_op.f('ix_approval_answer_person_id'))

    op.drop_table('approval_answer')
    with op.batch_alter_table('share_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_share_link_version_id'))
        batch_op.drop_index(batch_op.f('ix_share_link_service_id'))
        batch_op.drop_index(batch_op.f('ix_share_link_person_id'))

    op.drop_table('share_link')
    with op.batch_alter_table('approval_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_approval_round_version_id'))
        batch_op.drop_index(batch_op.f('ix_approval_round_service_id'))
        batch_op.drop_index(batch_op.f('ix_approval_round_person_id'))

    op.drop_table('approval_round')
    with op.batch_alter_table('version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_version_service_id'))
        batch_op.drop_index(batch_op.f('ix_version_person_id'))
        batch_op.drop_index(batch_op.f('ix_version_frozen_id'))

    op.drop_table('version')
    with op.batch_alter_table('frozen_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_frozen_document_service_id'))

    op.drop_table('frozen_document')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_project_id'))
        batch_op.drop_index(batch_op.f('ix_visit_person_id'))

    op.drop_table('visit')
