"""Who may ask: whoever knows the key in the address, from this machine, and from no other site's page."""

import hmac
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; object-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
]
_REFUSED = "Địa chỉ này chỉ dùng được khi mở từ chương trình cchc trên máy này."


class Guard:
    """Stands before the pages; answers 403 to who has no key, or comes by a foreign Host or Origin.

    The key is the first part of every path. A page of another site can make the browser ask here, but not with the key in its
    address; a name that another site points at this machine comes with that name as Host.
    """

    def __init__(self, app: ASGIApp, key: str, port: int) -> None:
        self._app, self._key = app, key.encode()
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        first = scope["path"].removeprefix("/").partition("/")[0]
        if not self._may_come(scope["headers"], first):
            await _refuse(send)
            return
        inside = {**scope, "root_path": f"/{first}"}

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in _HEADERS if pair[0] not in names)]
            await send(message)

        await self._app(inside, receive, with_headers)

    def _may_come(self, headers: Iterable[tuple[bytes, bytes]], key: str) -> bool:
        """Tell whether a request bears the key, this machine as its Host, and no foreign Origin."""
        said: dict[bytes, list[str]] = {}
        for name, value in headers:
            said.setdefault(name.lower(), []).append(value.decode("latin-1"))
        return (
            hmac.compare_digest(key.encode("utf-8", "replace"), self._key)
            and len(said.get(b"host", ())) == 1
            and set(said[b"host"]) <= self._hosts
            and set(said.get(b"origin", ())) <= self._origins
            and said.get(b"sec-fetch-site", ["none"])[0] in {"none", "same-origin"}
        )


async def _refuse(send: Send) -> None:
    body = _REFUSED.encode()
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": 403, "headers": [kind, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})
