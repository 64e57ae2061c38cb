"""Keeps the intake open: a fuzz run finds out how to pause it, and every later submission would be refused for that."""

import requests
import schemathesis


@schemathesis.hook
def after_call(context, case, response):
    if case.operation.path.endswith("/jobs/actions") and response.status_code == 202:
        requests.post(
            response.request.url,
            json={"action": "resume"},
            headers={"Authorization": response.request.headers["Authorization"]},
            timeout=30,
        ).raise_for_status()
