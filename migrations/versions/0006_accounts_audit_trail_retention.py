"""accounts, audit trail, retention"""

import unicodedata

import sqlalchemy as sa
import sqlmodel
from alembic import op

import journeys.domain.tables

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=False),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_at'), ['at'], unique=False)

    op.create_table('identity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('issuer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_identity_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identity')),
    sa.UniqueConstraint('issuer', 'subject', name=op.f('uq_identity_issuer_subject'))
    )
    with op.batch_alter_table('identity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identity_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('from_groups', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('folded', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('password_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('disabled_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('archived_at', journeys.domain.tables.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('retention_months', sa.Integer(), nullable=False, server_default='12'))

    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seen_on', sa.Date(), nullable=False, server_default='2000-01-01'))

    with op.batch_alter_table('workshop', schema=None) as batch_op:
        batch_op.add_column(sa.Column('closed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('forgotten_on', sa.Date(), nullable=True))

    for table, column in (('membership', 'from_groups'), ('project', 'retention_months'), ('sign_in', 'seen_on')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)

    _fold_names()
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('folded', nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_person_folded'), ['folded'])

    # Nobody kept the day: from today on the retention of their project counts.
    op.execute("UPDATE workshop SET closed_on = CURRENT_DATE WHERE state = 'closed'")
    for statement in KEEP_AUDIT_TRAIL[op.get_bind().dialect.name]:
        op.execute(statement)


def _fold_names() -> None:
    """People sign in by their names from now on; of two that differ only in capitals the later one gets a number."""
    known = set()
    for id, name in op.get_bind().execute(sa.text('SELECT id, name FROM person ORDER BY id')).all():
        new, n = name, 1
        while _folded(new) in known:
            n += 1
            new = f'{name} ({n})'
        known.add(_folded(new))
        values = {'id': id, 'name': new, 'folded': _folded(new)}
        op.get_bind().execute(sa.text('UPDATE person SET name = :name, folded = :folded WHERE id = :id'), values)


def _folded(name: str) -> str:
    return ' '.join(unicodedata.normalize('NFKC', name).casefold().split())


# Entries of the audit trail are never changed, and stay for a year.
KEEP_AUDIT_TRAIL = {
    'sqlite': (
        "CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END",
        "CREATE TRIGGER audit_entry_stays_a_year BEFORE DELETE ON audit_entry "
        "WHEN OLD.at > datetime('now', '-365 days') "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail stays a year'); END",
    ),
    'postgresql': (
        """
        CREATE FUNCTION keep_audit_trail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND OLD.at <= now() - INTERVAL '365 days' THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'the audit trail is never changed, and stays a year';
        END $$
        """,
        "CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION keep_audit_trail()",
        "CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_trail()",
    ),
}


def downgrade() -> None:
    with op.batch_alter_table('workshop', schema=None) as batch_op:
        batch_op.drop_column('forgotten_on')
        batch_op.drop_column('closed_on')

    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_column('seen_on')

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_column('retention_months')
        batch_op.drop_column('archived_at')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_person_folded'), type_='unique')
        batch_op.drop_column('disabled_at')
        batch_op.drop_column('password_hash')
        batch_op.drop_column('folded')

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_column('from_groups')

    with op.batch_alter_table('identity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_identity_person_id'))

    op.drop_table('identity')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_at'))

    op.drop_table('audit_entry')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION keep_audit_trail()')
