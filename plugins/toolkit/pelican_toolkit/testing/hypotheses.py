"""How hypothesis runs, loaded for all tests; no test says anything of time by itself."""

from hypothesis import HealthCheck, settings

settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")
"""What is slow is the machine. All else stays as hypothesis has it: its examples come by chance, so as to
find what nobody has thought of, and where the environment has CI, they are always the same."""

SHARED_FIXTURES = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
"""For a test whose examples share a fixture, mostly a folder, and leave it as they find it."""
FEW = settings(max_examples=40)
"""For a test whose examples take their time."""
