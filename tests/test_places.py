"""`Place` and `Point`."""

from __future__ import annotations

import pytest

import conflictevents as ce
from conflictevents._vocab import PlacePrecision


@pytest.mark.parametrize(("latitude", "longitude"), [(90, 180), (-90, -180), (0, 0), (50.45, 30.523333)])
def test_points_anywhere_on_earth_are_kept_as_floats(latitude: float, longitude: float) -> None:
    """The poles and the date line are taken."""
    point = ce.Point(latitude=latitude, longitude=longitude)
    assert (float, float) == (type(point.latitude), type(point.longitude))
    assert (latitude, longitude) == (point.latitude, point.longitude)


@pytest.mark.parametrize(("latitude", "longitude"), [(90.0001, 0), (0, -180.5), (123, 0), (0, float("nan"))])
def test_points_that_are_nowhere_are_refused(latitude: float, longitude: float) -> None:
    """Latitude 123 cannot be represented."""
    with pytest.raises(ce.InvalidRecordError):
        ce.Point(latitude=latitude, longitude=longitude)


def test_a_place_needs_an_id_and_a_name() -> None:
    """Everything else may be unknown, the country included."""
    place = ce.Place(id="kyiv", name="Kyiv")
    assert (None, None, None, ()) == (place.country, place.point, place.precision, place.admin)


def test_precision_is_a_step_of_a_scale_in_metres() -> None:
    """A plain string becomes the step."""
    place = ce.Place(id="kyiv", name="Kyiv", precision="settlement")
    assert PlacePrecision.SETTLEMENT is place.precision
    assert 10_000 == place.precision.metres
