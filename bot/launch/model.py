"""The trained model: found by a hash of everything that it is made from, trained when missing."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from api.config import ROOT, Settings
from api.exceptions import SignpostError

ENGINE_DIR = ROOT / "bot" / "engine"
ENGINE_PYTHON = ENGINE_DIR / ".venv" / "bin" / "python"
_INPUTS = (
    "config.yml",
    "domain/**/*.yml",
    "data/**/*.yml",
    "api/signposting/needs.yml",
    "bot/engine/*.py",
    "bot/engine/*.yml",
    "bot/engine/words/*.yml",
    "bot/engine/uv.lock",
)
_NOT_INPUTS = {"endpoints.yml", "credentials.yml"}
_KEPT_MODELS = 3
_UNFINISHED = "unfinished-"


class EngineMissing(SignpostError):
    """The engine's own environment is not there."""


class ModelMissing(SignpostError):
    """The model that the settings name is not there."""


class TrainingFailed(SignpostError):
    """Rasa could not train a model from the project's files."""


def input_files(root: Path = ROOT) -> Iterator[Path]:
    """Yield the files that a model is made from, in a fixed order."""
    for pattern in _INPUTS:
        for path in sorted(root.glob(pattern)):
            if path.name not in _NOT_INPUTS:
                yield path


def inputs_hash(root: Path = ROOT) -> str:
    """Give 16 hexadecimal digits that change when any input of the model changes."""
    digest = hashlib.sha256()
    for path in input_files(root):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def model_path(settings: Settings) -> Path:
    """Give the place of the model that fits the project's files as they are now."""
    return settings.data_dir.resolve() / "models" / f"{inputs_hash()}.tar.gz"


def ensure_model(settings: Settings) -> Path:
    """Train the model unless it is there already, and return its path.

    A model named by ``SIGNPOST_MODEL`` is used as it is; ``ModelMissing`` is raised when it is not
    there. Raises ``EngineMissing`` without the engine's environment, and ``TrainingFailed`` with
    the end of Rasa's own output; a model half written is never left behind.
    """
    if settings.model is not None:
        return _given_model(settings.model)
    path = model_path(settings)
    sweep_unfinished(path.parent)
    if path.exists():
        return path
    require_engine()
    path.parent.mkdir(parents=True, exist_ok=True)
    print("Training the model, as its inputs changed. This takes about a minute.", flush=True)
    _train(path, settings)
    _forget_old_models(path)
    return path


def _given_model(path: Path) -> Path:
    if not path.exists():
        raise ModelMissing(f"SIGNPOST_MODEL names '{path}', where there is no file.")
    return path


def require_engine() -> None:
    """Raise ``EngineMissing`` unless the engine's environment is set up."""
    if not ENGINE_PYTHON.exists():
        raise EngineMissing(
            f"The engine's environment is missing ({ENGINE_PYTHON.parent.parent}). "
            "Run 'make setup' first."
        )


def engine_environment(settings: Settings) -> dict[str, str]:
    """Give the environment variables with which Rasa runs."""
    token = settings.engine_token.get_secret_value() if settings.engine_token else ""
    return {
        **os.environ,
        "SIGNPOST_ACTIONS_URL": f"http://{settings.actions_host}:{settings.actions_port}/webhook",
        "SIGNPOST_TRACKER_URL": settings.effective_tracker_url,
        "SIGNPOST_ENGINE_TOKEN": token,
        "SIGNPOST_LOG_FORMAT": settings.log_format,
        "SIGNPOST_LOG_LEVEL": settings.log_level,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TQDM_DISABLE": "1",
        "LOG_LEVEL": "WARNING",
    }


def sweep_unfinished(folder: Path) -> None:
    """Remove what trainings have left behind that were killed before their end."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        pid = left.name.removeprefix(_UNFINISHED)
        if not (pid.isdigit() and _is_running(int(pid))):
            shutil.rmtree(left, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _train(path: Path, settings: Settings) -> None:
    unfinished = path.parent / f"{_UNFINISHED}{os.getpid()}"
    unfinished.mkdir(exist_ok=True)
    command = [str(ENGINE_PYTHON), "-m", "bot.engine", "train", "--domain", "domain"]
    command += ["--skip-validation", "--out", str(unfinished), "--fixed-model-name", "model"]
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command with paths of our own
            command,
            cwd=ROOT,
            # Rasa's own unfinished work stays here too, so that a killed training leaves nothing.
            env={**engine_environment(settings), "TMPDIR": str(unfinished)},
            capture_output=True,
            text=True,
            check=False,
        )
        trained = unfinished / "model.tar.gz"
        if done.returncode != 0 or not trained.exists():
            raise TrainingFailed(f"Rasa could not train the model:\n{done.stderr[-4000:]}")
        trained.replace(path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _forget_old_models(current: Path) -> None:
    others = sorted(
        (path for path in current.parent.glob("*.tar.gz") if path != current),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in others[_KEPT_MODELS - 1 :]:
        path.unlink(missing_ok=True)
