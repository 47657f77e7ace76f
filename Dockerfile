# The services of Signpost: api and actions, from one image with two commands.
FROM python:3.12-slim AS build
RUN pip install --no-cache-dir uv
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_DEV=1
COPY pyproject.toml uv.lock README.md ./
RUN uv sync --frozen --all-extras --no-install-project
COPY api api
COPY actions actions
COPY bot bot
COPY frameworks frameworks
RUN uv sync --frozen --all-extras

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /app signpost && install -d -o signpost /data
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 SIGNPOST_DATA_DIR=/data SIGNPOST_LOG_FORMAT=json
USER signpost
ENTRYPOINT ["signpost"]
CMD ["serve", "api"]
