"""What a significance analysis did and found, in a sentence, with the works to cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from graphmodel.analysis.significance.correction import Correction
from graphmodel.analysis.significance.sampling import Sampling

Model: TypeAlias = Literal["sdsm", "fdsm", "hypergeometric", "disparity"]
Language: TypeAlias = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Method:
    """How pairs were tested.

    Attributes
    ----------
    model
        ``sdsm``, ``fdsm``, ``hypergeometric`` or ``disparity``.
    alpha, correction
        As given.
    tests
        How many tests the correction counts.
    columns
        How many nodes the other mode has; None in a one-mode network.
    sampling
        How `fdsm` sampled; None elsewhere.
    """

    model: Model
    alpha: float
    correction: Correction
    tests: int
    columns: int | None = None
    sampling: Sampling | None = None


class Found(NamedTuple):
    """What came out: how many nodes there are, how many pairs of them have a tie, and how many of these are kept."""

    nodes: int
    pairs: int
    kept: int


_NEAL = "Neal, Z. P. (2014). The backbone of bipartite projections. Social Networks 39, 84-97"
_NEAL_AND_OTHERS = (
    "Neal, Z. P., Domagalski, R., Sagan, B. (2021). Comparing alternatives to the fixed degree sequence model for extracting the "
    "backbone of bipartite projections. Scientific Reports 11, 23929"
)
_SARACCO = (
    "Saracco, F., Di Clemente, R., Gabrielli, A., Squartini, T. (2015). Randomizing bipartite networks: the case of the World Trade "
    "Web. Scientific Reports 5, 10595"
)
_ZWEIG = (
    "Zweig, K. A., Kaufmann, M. (2011). A systematic approach to the one-mode projection of bipartite graphs. "
    "Social Network Analysis and Mining 1, 187-218"
)
_CARSTENS = (
    "Carstens, C. J., Hamann, M., Meyer, U., Penschuck, M., Tran, H., Wagner, D. (2018). Parallel and I/O-efficient randomisation of "
    "massive networks using global curveball trades. ESA 2018, 11:1-11:15"
)
_TUMMINELLO = (
    "Tumminello, M., Miccichè, S., Lillo, F., Piilo, J., Mantegna, R. N. (2011). Statistically validated networks in bipartite "
    "complex systems. PLoS ONE 6, e17994"
)
_SERRANO = (
    "Serrano, M. Á., Boguñá, M., Vespignani, A. (2009). Extracting the multiscale backbone of complex weighted networks. "
    "PNAS 106, 6483-6488"
)
_HOLM = "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6, 65-70"
_BENJAMINI = "Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical Society B 57, 289-300"

_MODELS: dict[Model, tuple[str, str, tuple[str, ...]]] = {
    "sdsm": (
        (
            "the stochastic degree sequence model (the bipartite configuration model fitted by maximum likelihood, exact "
            "Poisson-binomial upper tails)"
        ),
        "随机度序列模型（以最大似然拟合的二分配置模型，精确的泊松二项上尾概率）",
        (_NEAL, _NEAL_AND_OTHERS, _SARACCO),
    ),
    "fdsm": (
        "the fixed degree sequence model (two-mode graphs of the same degrees, drawn uniformly by global curveball trades)",
        "固定度序列模型（以全局 curveball 交换均匀抽取度数相同的二分图）",
        (_ZWEIG, _NEAL_AND_OTHERS, _CARSTENS),
    ),
    "hypergeometric": (
        "the hypergeometric model (the participations of each node fall anywhere with equal chance)",
        "超几何模型（每个节点的参与等概率地落在任意一处）",
        (_TUMMINELLO,),
    ),
    "disparity": (
        "the disparity filter (the strength of each node is spread over its ties uniformly at random)",
        "差异过滤器（每个节点的强度均匀随机地分配到其各条联系）",
        (_SERRANO,),
    ),
}
_CORRECTIONS: dict[Correction, tuple[str, str, tuple[str, ...]]] = {
    "none": ("without a correction for {tests:,} tests", "未对 {tests:,} 次检验作校正", ()),
    "holm": (
        "with Holm's correction over {tests:,} tests",
        "对 {tests:,} 次检验作 Holm 校正",
        (_HOLM,),
    ),
    "benjamini-hochberg": (
        "with Benjamini and Hochberg's correction over {tests:,} tests",
        "对 {tests:,} 次检验作 Benjamini–Hochberg 校正",
        (_BENJAMINI,),
    ),
}


def sentence(method: Method, found: Found, *, language: Language) -> str:
    """Return the sentence and its references."""
    model, correction = _MODELS[method.model], _CORRECTIONS[method.correction]
    works = "; ".join((*model[2], *correction[2]))
    if language == "zh":
        mode = "" if method.columns is None else f"（另一侧 {method.columns:,} 个）"
        return (
            f"在 {found.nodes:,} 个节点{mode}的 {found.pairs:,} 对有联系的节点中，依{model[1]}，"
            f"{correction[1].format(tests=method.tests)}，在显著性水平 {method.alpha:g} 上有 {found.kept:,} 对的联系多于偶然所致"
            f"{_sampled_zh(method.sampling)}。参考文献：{works}。"
        )
    mode = "" if method.columns is None else f" (and {method.columns:,} of the other mode)"
    return (
        f"Of {found.pairs:,} pairs that have a tie among {found.nodes:,} nodes{mode}, {found.kept:,} have more of it than "
        f"chance explains at alpha = {method.alpha:g} under {model[0]}, {correction[0].format(tests=method.tests)}"
        f"{_sampled(method.sampling)}. References: {works}."
    )


def _sampled(sampling: Sampling | None) -> str:
    if sampling is None:
        return ""
    short = (
        ""
        if sampling.resolves
        else f"; these samples cannot show a p-value below the {sampling.threshold:.3g} that the first pair needs"
    )
    return (
        f"; p-values from {sampling.samples:,} samples of {sampling.chains:,} chains, {sampling.rounds} trades of each row apart after "
        f"{sampling.discarded} discarded (correlation of successive samples {sampling.autocorrelation:.3f}, "
        f"worth {sampling.effective:,.0f} independent ones, seed {sampling.seed}){short}"
    )


def _sampled_zh(sampling: Sampling | None) -> str:
    if sampling is None:
        return ""
    short = "" if sampling.resolves else f"；这些样本无法显示低于首对所需 {sampling.threshold:.3g} 的 p 值"
    return (
        f"（p 值来自 {sampling.chains:,} 条链的 {sampling.samples:,} 个样本，样本之间每行交换 {sampling.rounds} 次，此前弃去 "
        f"{sampling.discarded} 次；相邻样本相关系数 {sampling.autocorrelation:.3f}，相当于 {sampling.effective:,.0f} 个独立样本，"
        f"随机种子 {sampling.seed}{short}）"
    )
