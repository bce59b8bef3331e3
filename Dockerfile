# pa3d with PyTorch, for GPUs and training. Without either, light/Dockerfile is a tenth of this.
#   docker build -t pa3d .
#   docker run --rm --gpus all --user "$(id -u):$(id -g)" -v "$PWD:/work" pa3d segment chair.obj --parts "seat,leg,back"
# A server: docker run --rm -p 127.0.0.1:8765:8765 -e PA3D_TOKEN=... pa3d serve --host 0.0.0.0
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY docs/examples/teapot.glb docs/examples/teapot.glb
COPY pa3d.py pa3d.py
COPY patchalign3d_cli patchalign3d_cli
COPY training training
COPY weights weights
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
# An index with PyTorch's builds for processors alone saves most of the image's size.
ARG PIP_EXTRA_INDEX_URL=""
COPY --from=build /wheels /wheels
# The wheel is the one built above; its requirements have lower bounds.
# hadolint ignore=DL3013
RUN wheel=$(echo /wheels/*.whl) && pip install --no-cache-dir "${wheel}[serve]" && rm -r /wheels
# Any user may run it: models and words are kept where all may write. Mount a volume to keep them.
ENV PA3D_HOME=/var/lib/pa3d
RUN install --directory --mode=1777 "$PA3D_HOME"
WORKDIR /work
USER 65534
ENTRYPOINT ["pa3d"]
CMD ["--help"]
