"""Any failure in one line."""

import errno

import pytest

from patchalign3d_cli.errors import describe


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        MemoryError("Unable to allocate 8.00 GiB"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"),
        RuntimeError("alloc_cpu.cpp:117 DefaultCPUAllocator: can't allocate memory"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate(handle)"),
        RuntimeError("std::bad_alloc"),
        RuntimeError("MPS backend out of memory (MPS allocated: 9.1 GB)"),
        RuntimeError("SUPERLU_MALLOC fails for buf in intMalloc()"),
    ],
    ids=str,
)
def test_memory_that_ran_out_is_told_as_that(error: Exception):
    line = describe(error)
    assert line.startswith("out of memory; ") and "defect" not in line


def test_other_failures_are_what_they_are():
    assert "defect of pa3d" in describe(RuntimeError("size mismatch"))
    assert describe(FileNotFoundError(2, "No such file", "a.obj")) == "a.obj: No such file"


@pytest.mark.parametrize("package", ["torch", "huggingface_hub", "trimesh"])
def test_a_package_that_pa3d_light_leaves_out_is_named_with_what_to_do(package: str):
    line = describe(ModuleNotFoundError(f"No module named {package!r}", name=package))
    assert line.startswith(
        f"this needs {package}, which is not installed; add it with `pip install"
    )
    assert package in line.partition("pip install")[2]
