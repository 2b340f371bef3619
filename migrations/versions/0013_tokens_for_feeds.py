"""tokens for feeds"""

from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

RULE = "scope IN ({})"


def upgrade() -> None:
    _may_be("'documents', 'figures', 'news'")


def downgrade() -> None:
    op.execute("DELETE FROM api_token WHERE scope = 'news'")
    _may_be("'documents', 'figures'")


def _may_be(scopes: str) -> None:
    with op.batch_alter_table('api_token', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_api_token_scope'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_api_token_scope'), RULE.format(scopes))
