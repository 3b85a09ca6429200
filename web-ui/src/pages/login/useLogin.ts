import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import { localPath } from '../../app/session';

/** The token in a login link's fragment, or null. */
export function linkToken(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('t');
}

/** A link's token works once: the second mount of a development build must not spend it again. */
const spent = new Set<string>();

export function useLogin() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const location = useLocation();
  const [search] = useSearchParams();
  const enter = async () => {
    await client.resetQueries({ queryKey: keys.me });
    await navigate(localPath(search.get('next')), { replace: true });
  };
  const byLink = useMutation({ mutationFn: api.loginByLink, onSuccess: enter });
  const byPassword = useMutation({
    mutationFn: (given: { name: string; password: string }) =>
      api.loginByPassword(given.name, given.password),
    onSuccess: enter,
  });

  const token = linkToken(location.hash);
  const spend = useEffectEvent((fresh: string) => {
    byLink.mutate(fresh);
    // The token must not stay in the address bar or the history.
    void navigate({ pathname: location.pathname, search: location.search }, { replace: true });
  });
  useEffect(() => {
    if (token === null || spent.has(token)) return;
    spent.add(token);
    spend(token);
  }, [token]);
  return { byLink, byPassword };
}
