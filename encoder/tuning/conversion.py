"""Making an encoder folder: weights of a BERT into CTranslate2's int8 format.

The layout follows the BERT specification in ctranslate2.specs.transformer_spec.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ctranslate2.converters.utils import fuse_linear
from ctranslate2.specs import common_spec, transformer_spec

_LAYERS, _HEADS, _EPSILON = 6, 12, 1e-12

Tensors = dict[str, npt.NDArray[np.float32]]


def write_encoder(tensors: Tensors, words: list[str], tokenizer: bytes, folder: Path) -> None:
    """Write BERT weights, named as Hugging Face names them, as an int8 encoder folder."""
    spec = _specification(tensors)
    spec.register_vocabulary(words)
    spec.config.unk_token = "[UNK]"
    spec.config.layer_norm_epsilon = _EPSILON
    spec.validate()
    spec.optimize(quantization="int8")
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    spec.save(str(unfinished))
    (unfinished / "tokenizer.json").write_bytes(tokenizer)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


def _specification(tensors: Tensors) -> transformer_spec.TransformerEncoderModelSpec:
    encoder = transformer_spec.TransformerEncoderSpec(
        _LAYERS,
        _HEADS,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = tensors["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = tensors["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = tensors["embeddings.position_embeddings.weight"]
    _set_norm(encoder.layernorm_embedding, tensors, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        _set_layer(layer, tensors, f"encoder.layer.{number}")
    return transformer_spec.TransformerEncoderModelSpec(encoder, pooling_layer=False)


def _set_layer(layer: transformer_spec.TransformerEncoderLayerSpec, tensors: Tensors, name: str) -> None:
    parts = []
    for part in ("query", "key", "value"):
        linear = common_spec.LinearSpec()
        _set_linear(linear, tensors, f"{name}.attention.self.{part}")
        parts.append(linear)
    fuse_linear(layer.self_attention.linear[0], parts)
    _set_linear(layer.self_attention.linear[1], tensors, f"{name}.attention.output.dense")
    _set_norm(layer.self_attention.layer_norm, tensors, f"{name}.attention.output.LayerNorm")
    _set_linear(layer.ffn.linear_0, tensors, f"{name}.intermediate.dense")
    _set_linear(layer.ffn.linear_1, tensors, f"{name}.output.dense")
    _set_norm(layer.ffn.layer_norm, tensors, f"{name}.output.LayerNorm")


def _set_linear(spec: common_spec.LinearSpec, tensors: Tensors, name: str) -> None:
    spec.weight = tensors[f"{name}.weight"]
    spec.bias = tensors[f"{name}.bias"]


def _set_norm(spec: common_spec.LayerNormSpec, tensors: Tensors, name: str) -> None:
    spec.gamma = tensors[f"{name}.weight"]
    spec.beta = tensors[f"{name}.bias"]
