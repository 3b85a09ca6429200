import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../api/endpoints';
import { keys } from '../api/keys';
import { problemOf } from '../api/problem';
import type { Me, Role } from '../api/types';

const RANK: Record<Role, number> = { viewer: 0, operator: 1, editor: 2, admin: 3 };

/** Who is signed in; null for nobody. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        return await api.me(signal);
      } catch (error) {
        if (problemOf(error).status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}

/** Whether the roles allow what `role` may do, in a project or (without one) everywhere. */
export function allows(me: Me | null | undefined, role: Role, project?: string): boolean {
  return (me?.roles ?? []).some(
    (r) => RANK[r.role] >= RANK[role] && (r.project === undefined || r.project === project),
  );
}

export function useMay(role: Role, project?: string): boolean {
  return allows(useMe().data, role, project);
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.logout,
    onSettled: () => {
      client.clear();
      client.setQueryData(keys.me, null);
    },
  });
}

/** A path of this application to go to after signing in; anything else becomes the start page. */
export function localPath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}
