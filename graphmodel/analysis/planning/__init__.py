"""What closes the most gaps with the least: joint branches, instructors, service centres, remedies."""

from __future__ import annotations

from graphmodel.analysis.planning.actions import OrganizationLimits
from graphmodel.analysis.planning.centres import plan_centres
from graphmodel.analysis.planning.covering import maximal_covering, set_cover
from graphmodel.analysis.planning.dataset import plan_dataset
from graphmodel.analysis.planning.instructors import plan_instructors
from graphmodel.analysis.planning.joint_branches import plan_joint_branches
from graphmodel.analysis.planning.plan import Plan, Step, apply_plan
from graphmodel.analysis.planning.remedies import plan_remedies
from graphmodel.analysis.planning.solver import Solution

__all__ = [
    "OrganizationLimits",
    "Plan",
    "Solution",
    "Step",
    "apply_plan",
    "maximal_covering",
    "plan_centres",
    "plan_dataset",
    "plan_instructors",
    "plan_joint_branches",
    "plan_remedies",
    "set_cover",
]
