-- Tries to sign in are counted here and not in a server's memory: a try is committed before its password is compared, so
-- guesses that arrive together do not pass together, and every server sees the tries of all.
CREATE TABLE login_tries (
  subject  text PRIMARY KEY,             -- what is counted and the digest of whose: names come from strangers
  since    timestamptz NOT NULL,         -- when the first of these tries was; five minutes later they count no more
  tries    integer NOT NULL              -- failed, or under way; a try that did not fail is taken back
) WITH (fillfactor = 70);

-- From where somebody has signed in. Whoever guesses at a name from elsewhere does not keep its owner out.
CREATE TABLE login_address (
  principal  uuid NOT NULL REFERENCES principal,
  sender     text NOT NULL,              -- an address, or the /64 network of one of IPv6
  last_at    timestamptz NOT NULL DEFAULT millrace_now(),
  PRIMARY KEY (principal, sender)
);
