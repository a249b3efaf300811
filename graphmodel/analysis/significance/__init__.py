"""Which pairs have more to do with each other than chance explains: backbones of two-mode and weighted networks."""

from __future__ import annotations

from graphmodel.analysis.significance.backbone import Backbone
from graphmodel.analysis.significance.configuration import Configuration, configuration_model
from graphmodel.analysis.significance.correction import CORRECTIONS, Correction, adjust
from graphmodel.analysis.significance.disparity_filter import disparity
from graphmodel.analysis.significance.fixed_degrees import fdsm
from graphmodel.analysis.significance.hypergeometric_model import hypergeometric
from graphmodel.analysis.significance.narrative import Method
from graphmodel.analysis.significance.poisson_binomial import upper_tails
from graphmodel.analysis.significance.sampling import Sampling
from graphmodel.analysis.significance.stochastic_degrees import sdsm

__all__ = [
    "CORRECTIONS",
    "Backbone",
    "Configuration",
    "Correction",
    "Method",
    "Sampling",
    "adjust",
    "configuration_model",
    "disparity",
    "fdsm",
    "hypergeometric",
    "sdsm",
    "upper_tails",
]
