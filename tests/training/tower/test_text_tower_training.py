import copy

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from patchalign3d_training.tower import tower_training as training
from patchalign3d_training.tower.tower_training import Prompts

CONFIG = training.tower_config(width=24, heads=2, layers=2, context=12, dimension=16)


@pytest.fixture(scope="module")
def built() -> nn.Module:
    return training.build_tower(CONFIG, seed=0)


def tokens_of(texts: list[str]) -> torch.Tensor:
    from open_clip.tokenizer import SimpleTokenizer

    tokens: torch.Tensor = SimpleTokenizer(context_length=12)(texts)
    return tokens


def unit(rows: int, width: int, seed: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return F.normalize(torch.randn(rows, width, generator=generator), dim=-1)


def test_tower_is_text_alone_and_follows_its_seed(built: nn.Module) -> None:
    assert not any(name.startswith(("visual", "logit")) for name in built.state_dict())
    state = torch.random.get_rng_state()
    again = training.build_tower(CONFIG, seed=0)
    assert torch.equal(state, torch.random.get_rng_state())
    assert all(
        torch.equal(a, b) for a, b in zip(built.parameters(), again.parameters(), strict=True)
    )


def test_cropped_embedding_is_open_clips_own(built: nn.Module) -> None:
    tokens = tokens_of(["leg", "a very long name of a table leg", "the arm of a chair " * 5])
    expected = F.normalize(built.encode_text(tokens), dim=-1)  # type: ignore[operator]
    torch.testing.assert_close(training.embed_tokens(built, tokens), expected)
    torch.testing.assert_close(training.embed_tokens(built, tokens[:1]), expected[:1])


def test_token_texts_follow_the_vocabulary() -> None:
    texts = training.token_texts()
    assert len(texts) == 49408
    chair, end = tokens_of(["chair"])[0, 1:3].tolist()
    assert texts[chair] == "chair"
    assert texts[end] == ""


def test_start_keeps_who_resembles_whom(built: nn.Module) -> None:
    tower = copy.deepcopy(built)
    generator = np.random.default_rng(0)
    low = generator.normal(size=(49408, 24)).astype(np.float32)
    meanings = low @ generator.normal(size=(24, 40)).astype(np.float32) + 3
    training.start_from_meanings(tower, meanings)
    table = tower.token_embedding.weight.detach()
    centred = torch.from_numpy(meanings - meanings.mean(axis=0))[:50]
    torch.testing.assert_close(
        F.normalize(table[:50], dim=-1) @ F.normalize(table[:50], dim=-1).T,
        F.normalize(centred, dim=-1) @ F.normalize(centred, dim=-1).T,
        atol=1e-3,
        rtol=0,
    )


def test_loss_is_nothing_for_the_teacher_itself() -> None:
    vectors = unit(8, 16, 0)
    assert training.distillation_loss(vectors, vectors, 1.0).item() == pytest.approx(0, abs=1e-5)


def test_loss_equals_its_slow_twin() -> None:
    student, teacher = unit(5, 16, 0), unit(5, 16, 1)
    divergences, cosines = [], []
    for i in range(5):
        rest = [j for j in range(5) if j != i]
        ours = torch.softmax(torch.stack([student[i] @ student[j] for j in rest]) / 0.05, 0)
        wanted = torch.softmax(torch.stack([teacher[i] @ teacher[j] for j in rest]) / 0.05, 0)
        divergences.append(sum(w * (w / o).log() for w, o in zip(wanted, ours, strict=True)))
        cosines.append(student[i] @ teacher[i])
    expected = 1 - sum(cosines) / 5 + 0.3 * sum(divergences) / 5
    torch.testing.assert_close(training.distillation_loss(student, teacher, 0.3), expected)


def test_rate_rises_then_falls_to_nothing() -> None:
    rates = [training.rate_at(step, 100) for step in range(101)]
    assert rates[0] == pytest.approx(0.2)
    assert max(rates) == rates[5] == 1
    assert rates[5:] == sorted(rates[5:], reverse=True)
    assert rates[100] == pytest.approx(0)


def test_batches_hold_every_prompt_once_in_the_order_of_the_seed() -> None:
    prompts = Prompts(tokens_of([f"part {'x ' * (i % 7)}{i}" for i in range(90)]), unit(90, 16, 0))
    batches = list(training.batches(prompts, 8, (0, 1)))
    assert [len(batch.tokens) for batch in batches].count(8) == 11
    rows = torch.cat([batch.targets for batch in batches])
    assert not torch.equal(rows, prompts.targets)
    torch.testing.assert_close(rows.sort(dim=0).values, prompts.targets.sort(dim=0).values)
    again = torch.cat([batch.targets for batch in training.batches(prompts, 8, (0, 1))])
    other = torch.cat([batch.targets for batch in training.batches(prompts, 8, (0, 2))])
    assert torch.equal(rows, again)
    assert not torch.equal(rows, other)


def test_embeddings_do_not_decay(built: nn.Module) -> None:
    groups = training.make_optimizer(built, 1e-3, 0.1).param_groups
    decayed = {id(value) for group in groups if group["weight_decay"] for value in group["params"]}
    names = {name for name, value in built.named_parameters() if id(value) in decayed}
    assert "text_projection" in names
    assert "token_embedding.weight" not in names
    assert not any(name.endswith("bias") for name in names)
    assert sum(len(group["params"]) for group in groups) == len(list(built.parameters()))


def test_mean_cosine_of_own_embeddings_is_one(built: nn.Module) -> None:
    tokens = tokens_of(["seat", "leg of a chair"])
    own = training.embed_tokens(built, tokens).detach()
    assert training.mean_cosine(built, Prompts(tokens, own)) == pytest.approx(1)
    assert training.mean_cosine(built, Prompts(tokens, -own)) == pytest.approx(-1)
