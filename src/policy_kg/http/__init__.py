"""The web door: pages for people and an API for programs, over one loaded knowledge."""

from policy_kg.http.app import create_app

__all__ = ["create_app"]
