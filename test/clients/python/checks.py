"""The published Python client against the platform at IVCAP_URL, with the token IVCAP_JWT.

Prints a line of JSON for each check: what it says, and what was seen instead where it failed.
"""

import contextlib
import datetime
import json
import os
import sys
import uuid
from http.client import HTTPException

import ivcap_client.models as models
from ivcap_client import IVCAP
from ivcap_client.api.service import service_service_read
from ivcap_client.api.servicex import (
    servicex_create_service,
    servicex_delete,
    servicex_list,
    servicex_read,
    servicex_update,
)
from ivcap_client.exception import NotAuthorizedException, ResourceNotFound

RUN = uuid.uuid4().hex[:12]
NAME = f"Python {RUN}"
ENTITY = f"urn:example:python:{RUN}"
SCHEMA = "urn:example:schema:python.1"
MANY = 120

DEFINITION = {
    "name": NAME,
    "description": "Finds what may burn",
    "policy": "urn:ivcap:policy:ivcap.open.service",
    "parameters": [
        {"name": "region", "type": "string", "description": "Where to look"},
        {"name": "area", "type": "option", "description": "How far", "options": [{"value": "near"}, {"value": "far"}]},
    ],
    "workflow": {"type": "basic", "basic": {"image": "alpine:3.20", "command": ["/bin/sh"]}},
}

ivcap = IVCAP()
made = {}
checks = []


def check(says):
    def keep(look):
        checks.append((says, look))
        return look

    return keep


def parsed(response, status):
    assert response.status_code == status, f"{response.status_code}: {response.content!r}"
    return response.parsed


def definition(**changes):
    # Named ServiceDefinitionT in the API; the client calls so the body of services2, and this one with an X.
    return models.XServiceDefinitionT.from_dict({**DEFINITION, **changes})


@check("a service is created, read and changed by the calls made from the API's document")
def _():
    client = ivcap._client
    service = parsed(servicex_create_service.sync_detailed(client=client, body=definition()), 201)
    made["service"] = service.id
    read = parsed(servicex_read.sync_detailed(service.id, client=client), 200)
    assert read.name == NAME and [p.name for p in read.parameters] == ["region", "area"], read
    body = definition(description="Finds what will burn")
    changed = parsed(servicex_update.sync_detailed(service.id, client=client, body=body), 200)
    assert (changed.id, changed.description) == (service.id, "Finds what will burn"), changed


@check("services are listed page by page")
def _():
    client = ivcap._client
    chosen = f"urn:ivcap:service:{uuid.uuid5(uuid.NAMESPACE_URL, RUN)}"
    made["chosen"] = chosen
    body = definition(name=f"{NAME} b", parameters=[])
    parsed(servicex_update.sync_detailed(chosen, client=client, body=body, force_create=True), 200)
    query = {"client": client, "filter_": f"name ~= '{NAME}%'", "limit": 1}
    first = parsed(servicex_list.sync_detailed(**query), 200)
    (following,) = [link.href for link in first.links if link.rel == "next"]
    second = parsed(servicex_list.sync_detailed(**query, page=following.split("page=")[1]), 200)
    assert {item.id for item in first.items + second.items} == {made["service"], chosen}, (first, second)
    assert not [link for link in second.links if link.rel == "next"], second.links


@check("IVCAP.list_services finds them, and get_service_by_name one of them")
def _():
    names = [service.name for service in ivcap.list_services(filter=f"name ~= '{NAME}%'")]
    assert sorted(names) == [NAME, f"{NAME} b"], names
    assert ivcap.get_service_by_name(NAME).id == made["service"]
    try:
        ivcap.get_service_by_name(f"{NAME} c")
    except ResourceNotFound:
        return
    raise AssertionError("a name that nothing has finds something")


@check("IVCAP.get_service gives its state, and the call below it its parameters and what they can be")
def _():
    # Service itself reads parameters by `type` where its own model says `type_`: it fails for every service that has some.
    service = ivcap.get_service(made["chosen"])
    assert service.status() == "active", service.status()
    assert service.name == f"{NAME} b" and service.account.startswith("urn:ivcap:account:"), service
    read = parsed(service_service_read.sync_detailed(made["service"], client=ivcap._client), 200)
    assert read.controller["image"] == "alpine:3.20", read.controller
    region, area = read.parameters
    assert (region.name, region.type_) == ("region", "string"), region
    assert [option.value for option in area.options] == ["near", "far"], area


@check("a service that is deleted is no longer there")
def _():
    client = ivcap._client
    parsed(servicex_delete.sync_detailed(made["chosen"], client=client), 204)
    assert parsed(servicex_read.sync_detailed(made["chosen"], client=client), 404).id == made["chosen"]
    assert [service.name for service in ivcap.list_services(filter=f"name ~= '{NAME}%'")] == [NAME]


@check("IVCAP.add_aspect attaches one, and list_aspects finds it with its content")
def _():
    added = ivcap.add_aspect(ENTITY, {"$schema": SCHEMA, "size": 1})
    made["aspect"] = added.id
    (found,) = ivcap.list_aspects(entity=ENTITY)
    assert (found.id, found.schema, found.content["size"]) == (added.id, SCHEMA, 1), found
    assert found.valid_from.tzinfo is not None, found.valid_from


@check("IVCAP.update_aspect takes its place")
def _():
    made["moment"] = datetime.datetime.now(datetime.timezone.utc)
    updated = ivcap.update_aspect(ENTITY, {"$schema": SCHEMA, "size": 20})
    (found,) = ivcap.list_aspects(entity=ENTITY, schema="urn:example:schema:%")
    assert updated.id != made["aspect"] and found.id == updated.id and found.content["size"] == 20, found
    made["updated"] = updated.id


@check("list_aspects finds by what they say and as it was, with a zone in the time and without")
def _():
    def sizes(**query):
        return [aspect.content["size"] for aspect in ivcap.list_aspects(entity=ENTITY, **query)]

    assert sizes(content_path="$.size ? (@ > 10)") == [20]
    assert sizes(content_path="$.size ? (@ > 20)") == []
    moment = made["moment"]
    assert sizes(at_time=moment) == sizes(at_time=moment.replace(tzinfo=None)) == [1]


@check("Aspect.retract ends it, and it is read with the time of its end")
def _():
    (aspect,) = ivcap.list_aspects(entity=ENTITY)
    aspect.retract()
    assert aspect.valid_to is not None and aspect.retracter.startswith("urn:ivcap:principal:"), aspect
    assert list(ivcap.list_aspects(entity=ENTITY)) == []


@check(f"{MANY} aspects come as three pages, each once, newest first")
def _():
    entity = f"{ENTITY}:many"
    for number in range(MANY):
        ivcap.add_aspect(entity, {"$schema": SCHEMA, "number": number})
    numbers = [aspect.content["number"] for aspect in ivcap.list_aspects(entity=entity, limit=MANY)]
    assert numbers == list(reversed(range(MANY))), numbers
    first = [aspect.content["number"] for aspect in ivcap.list_aspects(entity=entity, limit=70, order_direction="ASC")]
    assert first == list(range(70)), first


@check("content that is left out of a list is read when it is asked for")
def _():
    (aspect,) = ivcap.list_aspects(entity=f"{ENTITY}:many", include_content=False, limit=1)
    assert aspect._content is None and aspect.content["number"] == MANY - 1, aspect


@check("another account's token sees none of the aspects")
def _():
    other = IVCAP(token=os.environ["IVCAP_OTHER_JWT"])
    assert list(other.list_aspects(entity=f"{ENTITY}:many")) == []
    assert refused_with(lambda: other.list_aspects(entity=ENTITY) and other_content(other)) == 404


def other_content(other):
    from ivcap_client.aspect import Aspect

    return Aspect(other, id=made["updated"], entity=ENTITY, schema=SCHEMA).refresh()


@check("what makes no sense raises the status that the API says, and a token of nobody says so")
def _():
    assert refused_with(lambda: ivcap.list_aspects(entity=ENTITY, content_path="$.[")) == 422
    assert refused_with(lambda: ivcap.list_services(filter="colour ~= 'red'")) == 422
    assert refused_with(lambda: ivcap.get_service(f"urn:ivcap:service:{uuid.uuid4()}").refresh()) == 404
    try:
        IVCAP(token="made.up.token").list_aspects(entity=ENTITY)
    except NotAuthorizedException:
        return
    raise AssertionError("a token of nobody is accepted")


def refused_with(call):
    """The status with which a call fails."""
    try:
        call()
    except HTTPException as error:
        return error.args[0]
    raise AssertionError("it succeeds")


def main():
    for says, look in checks:
        problem = None
        # The client prints what fails.
        with contextlib.redirect_stdout(sys.stderr):
            try:
                look()
            except Exception as error:  # each check is told, whatever it meets
                problem = f"{type(error).__name__}: {error}"
        print(json.dumps({"says": says, "problem": problem}), flush=True)


main()
