"""The registry's tables, as statements name them. What their columns may hold is laid down where they are made, in `upgrades`.

Days are text such as 2026-01-31, times such as 2026-01-31T12:00:00Z, and what has parts is JSON.
"""

from sqlalchemy import TableClause, column, table


def _table(name: str, columns: str) -> TableClause:
    return table(name, *map(column, columns.split()))


REGISTRY = _table("registry", "version secret_check")
LEARNER = _table("learner", "id name email language listed merged_into erased")
RUN = _table("run", "id results_sha256 source_commit issued_at first_ordinal finished")
AWARD = _table(
    "award",
    "number learner_id certification level cycle test awarded_on valid_until certification_version source_commit assessments "
    "results_sha256 scores exemptions basis former_number run revoked_at reason duplicate_of",
)
ASSET = _table("asset", "sha256 content")
CREDENTIAL = _table(
    "credential",
    "number version issued_at name language status_list status_index ordinal eddsa_key es256_key template badge badge_svg "
    "document_sha256 jwt_sha256 pdf_sha256 document jwt page",
)
EVENT = _table("event", "seq at kind number version run facts hash")
ISSUER_KEY = _table("issuer_key", "public_key suite state since until")
TABLES = (REGISTRY, LEARNER, RUN, AWARD, ASSET, CREDENTIAL, EVENT, ISSUER_KEY)
