// Generated from the server's OpenAPI document by `npm run generate`; do not edit.
import type { Json } from './json';

export interface paths {
    "/api/v1/attempts/{attempt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptArtifacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/artifacts/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptFileArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/cells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptCells"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/frames": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["frameFrames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptImageImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptFileLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/log/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptLogLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/log/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptLogMatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/notebook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptFileNotebook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attempts/{attempt}/unpublished": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["attemptUnpublished"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role admin in all projects. */
        get: operations["auditList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blobs/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs a credential. */
        put: operations["pushUpload"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a credential. */
        get: operations["liveEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aboutHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aboutLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aboutReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["loginLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the role admin in all projects. */
        post: operations["loginLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a credential. */
        post: operations["loginLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a credential. */
        get: operations["meMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs a credential. */
        put: operations["mePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in all projects. */
        get: operations["metricsMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aboutOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a credential. */
        post: operations["planPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a credential. */
        get: operations["fleetPools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{pool}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs the role admin in all projects. */
        put: operations["fleetPut"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{pool}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role admin in all projects. */
        get: operations["fleetTokens"];
        put?: never;
        /** @description Needs the role admin in all projects. */
        post: operations["fleetIssue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{pool}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs the role admin in all projects. */
        delete: operations["fleetRevoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a credential. */
        get: operations["projectList"];
        put?: never;
        /** @description Needs the role editor in all projects. */
        post: operations["projectCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["projectGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/blobs/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs the role editor in the project. */
        put: operations["snapshotPutBlob"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["dagList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["dagGet"];
        /** @description Needs the role editor in the project. */
        put: operations["dagPut"];
        post?: never;
        /** @description Needs the role editor in the project. */
        delete: operations["dagArchive"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/grid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["gridGrid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["runOfDag"];
        put?: never;
        /** @description Needs the role operator in the project. */
        post: operations["runStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/steps/{step}/latest-success": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["latestSuccessOfStep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/triggers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["triggerList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/triggers/{trigger}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["triggerGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the role operator in the project. */
        patch: operations["triggerChange"];
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/triggers/{trigger}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["triggerPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/triggers/{trigger}/ticks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["triggerTicks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["dagVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["dagVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/dags/{dag}/versions/{number}/diff/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["versionDiffDiff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["deploymentList"];
        put?: never;
        /** @description Needs the role editor in the project. */
        post: operations["deploymentDeploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/notebooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["notebookList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/notebooks/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the role operator in the project. */
        post: operations["runStartNotebook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/notebooks/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["notebookGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role editor in the project. */
        get: operations["secretList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs the role admin in the project. */
        put: operations["secretSet"];
        post?: never;
        /** @description Needs the role admin in the project. */
        delete: operations["secretDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["projectSettingsGet"];
        /** @description Needs the role admin in the project. */
        put: operations["projectSettingsSet"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/share-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role operator in the project. */
        get: operations["shareLinkList"];
        put?: never;
        /** @description Needs the role operator in the project. */
        post: operations["shareLinkCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/share-links/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs the role operator in the project. */
        delete: operations["shareLinkRevoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["snapshotList"];
        put?: never;
        /** @description Needs the role editor in the project. */
        post: operations["snapshotSubmit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/snapshots/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["snapshotGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/snapshots/{digest}/files/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["snapshotFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pushes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs a credential. */
        post: operations["pushPush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/role-bindings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role admin in all projects. */
        get: operations["roleBindingList"];
        put?: never;
        /** @description Needs the role admin in all projects. */
        post: operations["roleBindingBind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/role-bindings/{binding}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs the role admin in all projects. */
        delete: operations["roleBindingUnbind"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a credential. */
        get: operations["runList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["runGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the role operator in the project. */
        post: operations["runCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["runEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/gantt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["ganttGantt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/neighbours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["runNeighbours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the role operator in the project. */
        post: operations["runRerun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/reruns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["rerunHistoryReruns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/slowest-cells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["ganttSlowest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["runSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps/{step}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["runStep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps/{step}/error-line": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["gridErrorLine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps/{step}/usual-duration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["usualDurationOfStep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps/{step}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["whyOfStep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps/{step}/{mapPath}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["runItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role viewer in the project. */
        get: operations["whyOfRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a credential. */
        get: operations["tokenList"];
        put?: never;
        /** @description Needs a credential. */
        post: operations["tokenCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs a credential. */
        delete: operations["tokenRevoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the role admin in all projects. */
        get: operations["userList"];
        put?: never;
        /** @description Needs the role admin in all projects. */
        post: operations["userCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the role admin in all projects. */
        patch: operations["userChange"];
        trace?: never;
    };
    "/api/v1/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["aboutVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs a credential. */
        get: operations["fleetWorkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers/{worker}/drain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the role operator in all projects. */
        post: operations["fleetDrain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Artifact: {
            digest: string;
            mediaType?: string;
            path: string;
            /** Format: int64 */
            size: number;
        };
        Attempt: {
            /** @enum {string} */
            cause?: "user" | "platform" | "timeout";
            /** Format: date-time */
            createdAt: string;
            /** Format: int32 */
            dagVersion: number;
            /** Format: int32 */
            deployment?: number;
            /** Format: date-time */
            endedAt?: string;
            environmentDigest?: string;
            /** Format: int64 */
            epoch: number;
            /** Format: int32 */
            failedCell?: number;
            hasNotebook: boolean;
            /** Format: uuid */
            id: string;
            inputs: components["schemas"]["Input"][];
            kernel?: string;
            /** Format: int64 */
            lastEventSeq: number;
            mapPath: number[];
            message?: string;
            notebook?: string;
            notebookDigest?: string;
            /** Format: int32 */
            number: number;
            /** @description any JSON value */
            outputs?: Json;
            /** @description any JSON value */
            parameters: Json;
            /** @enum {string} */
            phase?: "files" | "environment" | "kernel" | "cells";
            progress?: components["schemas"]["Progress"];
            /** Format: int32 */
            rerun: number;
            /** Format: uuid */
            run: string;
            secrets: components["schemas"]["Secret"][];
            snapshot?: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "leased" | "running" | "succeeded" | "failed" | "skipped" | "timed_out" | "lost" | "cancelled";
            step: string;
            warnings: components["schemas"]["Warning"][];
            worker?: string;
        };
        AttemptBrief: {
            /** @enum {string} */
            cause?: "user" | "platform" | "timeout";
            /** Format: date-time */
            createdAt: string;
            /** Format: int32 */
            dagVersion: number;
            /** Format: date-time */
            endedAt?: string;
            /** Format: uuid */
            id: string;
            message?: string;
            /** Format: int32 */
            number: number;
            /** @enum {string} */
            phase?: "files" | "environment" | "kernel" | "cells";
            /** Format: date-time */
            queuedAt?: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "leased" | "running" | "succeeded" | "failed" | "skipped" | "timed_out" | "lost" | "cancelled";
            worker?: string;
        };
        AttemptEvent: {
            /** Format: date-time */
            at: string;
            /** @description any JSON value */
            data: Json;
            kind: string;
            /** Format: int64 */
            seq: number;
        };
        AttemptTimeline: {
            /** Format: uuid */
            attempt: string;
            cells: components["schemas"]["TimedCell"][];
            phases: components["schemas"]["TimedPhase"][];
        };
        CancelRequest: {
            reason?: string;
        };
        CaseView: {
            otherwise?: string[];
            to?: string[];
            when?: string;
        };
        Cell: {
            attachments?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** Format: date-time */
            endedAt?: string;
            /** Format: int32 */
            executionCount?: number;
            id: string;
            /** Format: int32 */
            index: number;
            outputs: components["schemas"]["Output"][];
            source: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "not_run" | "running" | "succeeded" | "failed" | "timed_out" | "kernel_died" | "cancelled" | "skipped";
            tags: string[];
            /** @enum {string} */
            type: "code" | "markdown" | "raw";
        };
        CellLine: {
            firstLine: string;
            id: string;
            /** Format: int32 */
            index: number;
            /** Format: int32 */
            number: number;
        };
        ChangeView: {
            dag?: components["schemas"]["DagView"];
            dryRun: boolean;
            plan: components["schemas"]["DeploymentPlan"];
            warnings: components["schemas"]["Finding"][];
        };
        ClockChange: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "gap" | "overlap";
            words: string;
        };
        DagView: {
            archived: boolean;
            /** Format: date-time */
            createdAt: string;
            description?: string;
            lastRuns: components["schemas"]["LastRun"][];
            /** Format: int32 */
            maxActiveRuns?: number;
            name: string;
            origin: components["schemas"]["OriginView"];
            parameters: components["schemas"]["ParameterView"][];
            project: string;
            quarantine?: string;
            steps: components["schemas"]["StepView"][];
            tags: string[];
            title?: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: int32 */
            version: number;
        };
        DeployRequest: {
            adopt?: boolean;
            archive?: boolean;
            dryRun?: boolean;
            from?: string;
            paused?: boolean;
            reason?: string;
            snapshot: string;
        };
        DeployedDag: {
            name: string;
            /** Format: int32 */
            version: number;
        };
        DeploymentPlan: {
            archived: string[];
            changed: string[];
            files?: components["schemas"]["FileChanges"];
            new: string[];
            stoppedSchedules: components["schemas"]["StoppedSchedule"][];
            unchanged: string[];
        };
        DeploymentView: {
            /** Format: date-time */
            at: string;
            by: string;
            dags: components["schemas"]["DeployedDag"][];
            dryRun: boolean;
            /** Format: uuid */
            id?: string;
            /** Format: int32 */
            number: number;
            plan: components["schemas"]["DeploymentPlan"];
            project: string;
            reason?: string;
            snapshot: string;
            warnings: components["schemas"]["Finding"][];
        };
        Display: {
            data: {
                [key: string]: string;
            };
            imageSize?: components["schemas"]["ImageSize"];
            otherTypes: string[];
            rich?: string;
            /** @enum {string} */
            type: "display";
            /** @enum {string} */
            viewer?: "plotly" | "vega" | "bokeh" | "widgets";
        };
        End: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            attempt?: string;
            branchChoice?: string[];
            message?: string;
            /** @description any JSON value */
            outputs?: Json;
            /** Format: int32 */
            rerun: number;
            /** @enum {string} */
            state: "waiting" | "ready" | "running" | "retry_wait" | "succeeded" | "failed" | "skipped" | "upstream_failed" | "cancelled";
        };
        Entry: {
            action: string;
            actor: string;
            /** Format: date-time */
            at: string;
            detail?: string;
            /** Format: int64 */
            id: number;
            /** Format: uuid */
            principal?: string;
            /** Format: uuid */
            project?: string;
            subject: string;
        };
        EnvironmentLines: {
            /** Format: int32 */
            first: number;
            /** Format: int32 */
            last: number;
            /** Format: double */
            seconds?: number;
        };
        ErrorLine: {
            /** Format: int32 */
            failedCell?: number;
            line?: string;
        };
        Failure: {
            ename: string;
            evalue: string;
            traceback: string[];
            /** @enum {string} */
            type: "error";
        };
        FieldChange: {
            /** @description any JSON value */
            from?: Json;
            path: string;
            /** @description any JSON value */
            to?: Json;
        };
        File: {
            digest: string;
            mode: string;
            path: string;
            /** Format: int64 */
            size: number;
        };
        FileChange: {
            from?: string;
            path: string;
            steps: string[];
            to?: string;
        };
        FileChanges: {
            added: components["schemas"]["FilePaths"];
            changed: components["schemas"]["FilePaths"];
            removed: components["schemas"]["FilePaths"];
        };
        FilePaths: {
            /** Format: int32 */
            count: number;
            first: string[];
        };
        FileView: {
            digest: string;
            mode: string;
            path: string;
            /** Format: int64 */
            size: number;
        };
        Finding: {
            code: string;
            hint?: string;
            message: string;
            /** @enum {string} */
            severity: "error" | "warning";
            where?: components["schemas"]["Where"];
        };
        Frames: {
            /** Format: date-time */
            expiresAt: string;
            query: string;
            url: string;
        };
        Gantt: {
            attempts: components["schemas"]["AttemptTimeline"][];
            complete: boolean;
            /** Format: uuid */
            previous?: string;
        };
        GridView: {
            /** Format: uuid */
            next?: string;
            runs: components["schemas"]["RunColumn"][];
            steps: components["schemas"]["StepRow"][];
            ticks: components["schemas"]["TickColumn"][];
            topic: string;
        };
        HeadView: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: uuid */
            deployment: string;
            snapshot: string;
        };
        Health: {
            database: string;
            status: string;
        };
        Held: {
            /** @enum {string} */
            code: "trigger_rule" | "run_queued" | "retry_delay" | "max_active_steps" | "max_active_runs" | "overlap" | "dag_refused" | "pool_closed" | "pool_full" | "step_too_big" | "no_worker" | "workers_busy" | "queued_behind" | "leased" | "preparing" | "quarantined" | "cancelling";
            step?: string;
            text: string;
            unblock: string;
        };
        HeldRole: {
            project?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "editor" | "admin";
        };
        ImageSize: {
            /** Format: int32 */
            height: number;
            /** Format: int32 */
            width: number;
        };
        Input: {
            digest: string;
            path: string;
            producer: string;
        };
        LastRun: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt?: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "queued" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled" | "timed_out";
        };
        LatestSuccess: {
            /** Format: uuid */
            attempt: string;
            /** Format: uuid */
            run: string;
        };
        Line: {
            /** Format: date-time */
            at: string;
            cut?: boolean;
            /** Format: int32 */
            number: number;
            text: string;
        };
        LiveEvent: {
            /** Format: date-time */
            at: string;
            /** @description any JSON value */
            data: Json;
            kind: string;
            /** Format: int64 */
            seq: number;
            topic: string;
        };
        LiveNotebook: {
            /** Format: uuid */
            attempt: string;
            cells: components["schemas"]["Cell"][];
            kernel?: string;
            /** Format: int64 */
            lastSeq: number;
            message?: string;
            /** @enum {string} */
            state: "pending" | "running" | "succeeded" | "failed" | "timed_out" | "cancelled" | "lost";
        };
        Liveness: {
            status: string;
        };
        LogLines: {
            environment?: components["schemas"]["EnvironmentLines"];
            lines: components["schemas"]["Line"][];
            /** Format: int32 */
            total: number;
        };
        LogMatches: {
            /** Format: int32 */
            count: number;
            lines: number[];
        };
        LoginLink: {
            /** Format: date-time */
            expiresAt: string;
            path: string;
            /** Format: uri */
            url?: string;
        };
        LoginLinkRequest: {
            user?: string;
        };
        LoginRequest: {
            name?: string;
            password?: string;
            token?: string;
        };
        ManifestRequest: {
            files: components["schemas"]["File"][];
        };
        Me: {
            csrf?: string;
            principal: components["schemas"]["Who"];
            roles: components["schemas"]["HeldRole"][];
        };
        NextTick: {
            clockChange?: components["schemas"]["ClockChange"];
            local: string;
            /** Format: date-time */
            utc: string;
        };
        NotebookRunRequest: {
            /** Format: date-time */
            logicalTime?: string;
            note?: string;
            notebook: string;
            parameters?: {
                [key: string]: unknown;
            };
        };
        NotebookView: {
            path: string;
        };
        OriginView: {
            client?: string;
            /** @enum {string} */
            kind: "file" | "api" | "implicit";
            path?: string;
        };
        Output: components["schemas"]["Stream"] | components["schemas"]["Failure"] | components["schemas"]["Display"] | components["schemas"]["Result"];
        PageArtifact: {
            items: components["schemas"]["Artifact"][];
            nextCursor?: string;
        };
        PageAttemptEvent: {
            items: components["schemas"]["AttemptEvent"][];
            nextCursor?: string;
        };
        PageDagView: {
            items: components["schemas"]["DagView"][];
            nextCursor?: string;
        };
        PageDeploymentView: {
            items: components["schemas"]["DeploymentView"][];
            nextCursor?: string;
        };
        PageEntry: {
            items: components["schemas"]["Entry"][];
            nextCursor?: string;
        };
        PageNotebookView: {
            items: components["schemas"]["NotebookView"][];
            nextCursor?: string;
        };
        PagePastRerun: {
            items: components["schemas"]["PastRerun"][];
            nextCursor?: string;
        };
        PagePool: {
            items: components["schemas"]["Pool"][];
            nextCursor?: string;
        };
        PagePoolToken: {
            items: components["schemas"]["PoolToken"][];
            nextCursor?: string;
        };
        PagePrincipal: {
            items: components["schemas"]["Principal"][];
            nextCursor?: string;
        };
        PageProjectView: {
            items: components["schemas"]["ProjectView"][];
            nextCursor?: string;
        };
        PageRoleBinding: {
            items: components["schemas"]["RoleBinding"][];
            nextCursor?: string;
        };
        PageRun: {
            items: components["schemas"]["Run"][];
            nextCursor?: string;
        };
        PageRunEvent: {
            items: components["schemas"]["RunEvent"][];
            nextCursor?: string;
        };
        PageSecretView: {
            items: components["schemas"]["SecretView"][];
            nextCursor?: string;
        };
        PageShareLink: {
            items: components["schemas"]["ShareLink"][];
            nextCursor?: string;
        };
        PageSnapshotView: {
            items: components["schemas"]["SnapshotView"][];
            nextCursor?: string;
        };
        PageStepRun: {
            items: components["schemas"]["StepRun"][];
            nextCursor?: string;
        };
        PageTickView: {
            items: components["schemas"]["TickView"][];
            nextCursor?: string;
        };
        PageToken: {
            items: components["schemas"]["Token"][];
            nextCursor?: string;
        };
        PageTriggerView: {
            items: components["schemas"]["TriggerView"][];
            nextCursor?: string;
        };
        PageVersionView: {
            items: components["schemas"]["VersionView"][];
            nextCursor?: string;
        };
        PageWorker: {
            items: components["schemas"]["Worker"][];
            nextCursor?: string;
        };
        ParameterView: {
            /** @description any JSON value */
            default?: Json;
            description?: string;
            enum?: unknown[];
            maximum?: number;
            minimum?: number;
            name: string;
            required: boolean;
            title?: string;
            type: string;
        };
        PasswordChange: {
            current?: string;
            password: string;
        };
        PastRerun: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int32 */
            dagVersion?: number;
            /** Format: int32 */
            deployment?: number;
            /** Format: int32 */
            number: number;
            reason?: string;
            steps: string[];
            undone?: components["schemas"]["RunEnd"];
        };
        PastTime: {
            /** Format: uuid */
            run: string;
            /** Format: double */
            seconds: number;
        };
        PlanWish: {
            adopt?: boolean;
            contents?: string[];
            files?: components["schemas"]["File"][];
            from?: string;
            project: string;
            snapshot?: string;
        };
        Pool: {
            name: string;
            /** Format: int32 */
            queued: number;
            /** Format: int32 */
            slots: number;
            /** Format: int32 */
            used: number;
            /** Format: int32 */
            workers: number;
        };
        PoolSetting: {
            /** Format: int32 */
            slots: number;
        };
        PoolToken: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            name: string;
            pool: string;
            secret?: string;
        };
        PoolTokenRequest: {
            name: string;
        };
        PreviewView: {
            paused: boolean;
            rule: string[];
            ticks: components["schemas"]["NextTick"][];
            zone: string;
        };
        Principal: {
            /** Format: date-time */
            createdAt: string;
            disabled: boolean;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "user" | "service";
            name: string;
        };
        Problem: {
            code: string;
            detail: string;
            hint?: string;
            problems?: components["schemas"]["Finding"][];
            requestId?: string;
            /** Format: int32 */
            status: number;
            title: string;
            type: string;
            where?: components["schemas"]["Where"];
        };
        Progress: {
            /** Format: int32 */
            cell: number;
            /** Format: int32 */
            cells: number;
        };
        ProjectRequest: {
            name: string;
            title?: string;
        };
        ProjectSettingsChange: {
            notebookScripts: boolean;
            shareLinks?: boolean;
        };
        ProjectSettingsView: {
            notebookScripts: boolean;
            shareLinks: boolean;
        };
        ProjectView: {
            /** Format: date-time */
            createdAt: string;
            /** Format: int32 */
            dags: number;
            head?: components["schemas"]["HeadView"];
            name: string;
            title?: string;
        };
        PushView: {
            deployment?: components["schemas"]["DeploymentView"];
            madeProject: boolean;
            missing: string[];
            snapshot: string;
        };
        PushWish: {
            adopt?: boolean;
            archive?: boolean;
            files?: components["schemas"]["File"][];
            from?: string;
            paused?: boolean;
            project: string;
            reason?: string;
            snapshot?: string;
        };
        Rerun: {
            /** Format: int32 */
            rerun?: number;
            run: components["schemas"]["Run"];
            touched: components["schemas"]["Touched"][];
        };
        RerunRequest: {
            downstream?: boolean;
            dryRun?: boolean;
            /** @enum {string} */
            only?: "failed" | "skipped" | "selected";
            reason?: string;
            steps?: string[];
            upstream?: boolean;
            /** @enum {string} */
            version?: "original" | "latest";
        };
        Result: {
            data: {
                [key: string]: string;
            };
            imageSize?: components["schemas"]["ImageSize"];
            otherTypes: string[];
            rich?: string;
            /** @enum {string} */
            type: "result";
            /** @enum {string} */
            viewer?: "plotly" | "vega" | "bokeh" | "widgets";
        };
        RoleBinding: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            principal: string;
            principalName: string;
            project?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "editor" | "admin";
        };
        RoleBindingRequest: {
            /** Format: uuid */
            principal: string;
            project?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "editor" | "admin";
        };
        Run: {
            /** Format: date-time */
            cancelRequestedAt?: string;
            counts: {
                [key: string]: number;
            };
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            dag: string;
            /** Format: int32 */
            dagVersion: number;
            /** Format: date-time */
            dataIntervalEnd?: string;
            /** Format: date-time */
            dataIntervalStart?: string;
            /** Format: double */
            durationSeconds?: number;
            /** Format: date-time */
            endedAt?: string;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            lastEventSeq: number;
            /** Format: date-time */
            logicalTime: string;
            note?: string;
            /** @description any JSON value */
            outputs?: Json;
            outputsAbsent?: {
                [key: string]: string;
            };
            parameters: {
                [key: string]: components["schemas"]["Value"];
            };
            parametersOmitted?: boolean;
            project: string;
            quarantine?: string;
            /** Format: int32 */
            rerun?: number;
            snapshot?: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "queued" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled" | "timed_out";
            stateText: string;
            trigger: components["schemas"]["Trigger"];
        };
        RunColumn: {
            attempts: number[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt?: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            logicalTime: string;
            seconds: number[];
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "queued" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled" | "timed_out";
            states: string;
            trigger?: string;
            triggerKind: string;
        };
        RunEnd: {
            /** Format: date-time */
            at: string;
            /** @description any JSON value */
            outputs?: Json;
            /** @enum {string} */
            state: "queued" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled" | "timed_out";
            stateText?: string;
        };
        RunEvent: {
            /** Format: date-time */
            at: string;
            /** @description any JSON value */
            data: Json;
            kind: string;
            /** Format: int64 */
            seq: number;
        };
        RunNeighbours: {
            /** Format: uuid */
            next?: string;
            /** Format: uuid */
            previous?: string;
        };
        RunRequest: {
            /** Format: date-time */
            logicalTime?: string;
            note?: string;
            parameters?: {
                [key: string]: unknown;
            };
            /** Format: int32 */
            version?: number;
        };
        Secret: {
            name: string;
            /** Format: int32 */
            version: number;
        };
        SecretRequest: {
            value: string;
        };
        SecretView: {
            name: string;
            /** Format: date-time */
            setAt: string;
            setBy: string;
            /** Format: int32 */
            version: number;
        };
        ShareLink: {
            /** Format: uuid */
            attempt?: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            dag: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            path?: string;
            /** Format: uuid */
            run?: string;
            step: string;
            /** Format: uri */
            url?: string;
        };
        ShareRequest: {
            /** Format: uuid */
            attempt?: string;
            dag?: string;
            /** Format: int32 */
            days: number;
            step?: string;
        };
        SlowCell: {
            /** Format: uuid */
            attempt: string;
            /** Format: int32 */
            cell: number;
            mapPath: number[];
            past: components["schemas"]["PastTime"][];
            /** Format: double */
            seconds: number;
            /** @enum {string} */
            state: "not_run" | "running" | "succeeded" | "failed" | "timed_out" | "kernel_died" | "cancelled" | "skipped";
            step: string;
        };
        SnapshotView: {
            /** Format: date-time */
            createdAt: string;
            digest: string;
            /** Format: int32 */
            fileCount: number;
            files?: components["schemas"]["FileView"][];
            /** Format: int64 */
            size: number;
        };
        StepChange: {
            fields: components["schemas"]["FieldChange"][];
            step: string;
        };
        StepChanges: {
            added: string[];
            changed: components["schemas"]["StepChange"][];
            removed: string[];
        };
        StepRow: {
            group?: string;
            id: string;
            title?: string;
        };
        StepRun: {
            attempts: components["schemas"]["AttemptBrief"][];
            branchChoice?: string[];
            dependsOn: string[];
            /** Format: date-time */
            endedAt?: string;
            ends?: components["schemas"]["End"][];
            group?: string;
            /** Format: uuid */
            id: string;
            mapPath: number[];
            message?: string;
            /** Format: date-time */
            notBefore?: string;
            /** @description any JSON value */
            outputs?: Json;
            /** @description any JSON value */
            parameters?: Json;
            /** Format: int32 */
            platformRetries: number;
            /** Format: uuid */
            run: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "waiting" | "ready" | "running" | "retry_wait" | "succeeded" | "failed" | "skipped" | "upstream_failed" | "cancelled";
            stateText?: string;
            step: string;
            title?: string;
            /** @enum {string} */
            triggerRule: "all_success" | "all_failed" | "all_done" | "all_done_min_one_success" | "all_skipped" | "one_success" | "one_failed" | "one_done" | "none_failed" | "none_failed_min_one_success" | "none_skipped" | "always";
            /** @enum {string} */
            type: "notebook" | "script" | "shell" | "branch" | "noop";
            /** Format: int32 */
            userRetries: number;
            work: components["schemas"]["StepWork"];
        };
        StepView: {
            branches?: components["schemas"]["CaseView"][];
            dependsOn: string[];
            group?: string;
            id: string;
            notebook?: string;
            pool?: string;
            script?: string;
            shell?: string;
            title?: string;
            triggerRule: string;
            type: string;
        };
        StepWork: {
            branches?: components["schemas"]["CaseView"][];
            notebook?: string;
            script?: string;
            shell?: string;
        };
        StoppedSchedule: {
            dag: string;
            /** Format: date-time */
            nextTickAt: string;
            trigger: string;
        };
        Stream: {
            name: string;
            text: string;
            /** @enum {string} */
            type: "stream";
        };
        SubmissionView: {
            digest: string;
            missing: string[];
        };
        TickColumn: {
            /** Format: int32 */
            count: number;
            /** Format: uuid */
            id: string;
            outcome: string;
            reason?: string;
            tick: string;
            trigger: string;
            until?: string;
        };
        TickView: {
            /** Format: date-time */
            at: string;
            /** Format: int32 */
            count: number;
            /** @enum {string} */
            outcome: "run" | "skipped" | "paused" | "error";
            /** Format: date-time */
            planned?: string;
            reason?: string;
            /** Format: uuid */
            run?: string;
            /** Format: date-time */
            tick: string;
            /** Format: date-time */
            until?: string;
        };
        TimedCell: {
            /** Format: int32 */
            cell: number;
            id: string;
            /** Format: int64 */
            length?: number;
            /** Format: int64 */
            offset: number;
            /** @enum {string} */
            state: "not_run" | "running" | "succeeded" | "failed" | "timed_out" | "kernel_died" | "cancelled" | "skipped";
        };
        TimedPhase: {
            /** Format: int64 */
            length?: number;
            /** Format: int64 */
            offset: number;
            /** @enum {string} */
            phase: "files" | "environment" | "kernel" | "cells";
        };
        Token: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            name: string;
            project?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "editor" | "admin";
            secret?: string;
        };
        TokenRequest: {
            /** Format: int32 */
            days?: number;
            name: string;
            project?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "editor" | "admin";
            service?: string;
        };
        Touched: {
            mapPath: number[];
            /** @enum {string} */
            state: "waiting" | "ready" | "running" | "retry_wait" | "succeeded" | "failed" | "skipped" | "upstream_failed" | "cancelled";
            step: string;
        };
        Trigger: {
            kind: string;
            name?: string;
        };
        TriggerChange: {
            paused: boolean;
        };
        TriggerView: {
            archived: boolean;
            /** Format: date-time */
            createdAt: string;
            dag: string;
            kind: string;
            name: string;
            /** Format: date-time */
            nextTickAt?: string;
            /** @description any JSON value */
            parameters: Json;
            paused: boolean;
            project: string;
            /** @description any JSON value */
            schedule: Json;
            /** Format: date-time */
            updatedAt: string;
        };
        UnpublishedPaths: {
            paths: string[];
        };
        UserChange: {
            disabled?: boolean;
            password?: string;
        };
        UserRequest: {
            /** @enum {string} */
            kind?: "user" | "service";
            name: string;
            password?: string;
        };
        UsualDuration: {
            /** Format: int32 */
            attempts: number;
            /** Format: double */
            medianSeconds?: number;
        };
        Value: {
            /** @enum {string} */
            source: "given" | "default";
            /** @description any JSON value */
            value: Json;
        };
        Version: {
            version: string;
        };
        VersionDiff: {
            dag: string;
            fields: components["schemas"]["FieldChange"][];
            files: components["schemas"]["FileChange"][];
            /** Format: int32 */
            from: number;
            /** Format: int32 */
            fromDeployment?: number;
            source: string;
            steps: components["schemas"]["StepChanges"];
            /** Format: int32 */
            to: number;
            /** Format: int32 */
            toDeployment?: number;
        };
        VersionView: {
            by: string;
            /** Format: date-time */
            createdAt: string;
            /** @description any JSON value */
            definition: Json;
            digest: string;
            /** Format: int32 */
            number: number;
            source?: string;
            sourcePath?: string;
        };
        Warning: {
            code?: string;
            message: string;
        };
        Where: {
            /** Format: int32 */
            column?: number;
            file?: string;
            /** Format: int32 */
            line?: number;
            pointer?: string;
        };
        Who: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "user" | "service";
            name: string;
        };
        WhyView: {
            /** Format: int32 */
            more?: number;
            reasons: components["schemas"]["Held"][];
            /** Format: uuid */
            run: string;
            /** @enum {string} */
            state: "queued" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled" | "timed_out";
            step?: string;
            /** @enum {string} */
            stepState?: "waiting" | "ready" | "running" | "retry_wait" | "succeeded" | "failed" | "skipped" | "upstream_failed" | "cancelled";
        };
        Worker: {
            /** Format: int32 */
            busy: number;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastHeartbeatAt: string;
            name: string;
            pool: string;
            /** Format: int32 */
            slots: number;
            /** @enum {string} */
            state: "live" | "draining" | "lost";
            trouble?: string;
            version?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    attemptGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attempt"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptArtifacts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageArtifact"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptFileArtifact: {
        parameters: {
            query: {
                path: string;
            };
            header?: {
                Range?: string;
                "If-Range"?: string;
            };
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description the header Range asks for one range */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptCells: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellLine"][];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAttemptEvent"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    frameFrames: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Frames"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptImageImage: {
        parameters: {
            query: {
                path: string;
            };
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/svg+xml": string;
                    "image/webp": string;
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptFileLog: {
        parameters: {
            query?: {
                tail?: number;
            };
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptLogLines: {
        parameters: {
            query?: {
                from?: number;
                lines?: number;
            };
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogLines"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptLogMatches: {
        parameters: {
            query: {
                text: string;
            };
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogMatches"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptFileNotebook: {
        parameters: {
            query?: {
                format?: string;
                code?: string;
            };
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveNotebook"];
                    "application/x-ipynb+json": Record<string, never>;
                    "text/html": string;
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attemptUnpublished: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnpublishedPaths"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auditList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageEntry"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pushUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                digest: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liveEvents: {
        parameters: {
            query: {
                topics: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream; the data of each of its events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LiveEvent"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    aboutHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    aboutLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    aboutReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["LoginLinkRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginLink"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    meMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metricsMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the text format of Prometheus */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    aboutOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fleetPools: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePool"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fleetPut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolSetting"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pool"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fleetTokens: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePoolToken"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fleetIssue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PoolTokenRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolToken"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fleetRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    projectList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageProjectView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    projectCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    projectGet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snapshotPutBlob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                digest: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dagList: {
        parameters: {
            query?: {
                archived?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDagView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dagGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With the ETag that writes may name in If-Match */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DagView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dagPut: {
        parameters: {
            query?: {
                dryRun?: boolean;
                adopt?: boolean;
                paused?: boolean;
            };
            header?: {
                "If-Match"?: string;
            };
            path: {
                dag: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/x-yaml": string;
                "application/yaml": string;
                "text/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dagArchive: {
        parameters: {
            query?: {
                adopt?: boolean;
            };
            header?: {
                "If-Match"?: string;
            };
            path: {
                dag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gridGrid: {
        parameters: {
            query?: {
                before?: string;
                runs?: number;
                state?: string;
                trigger?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                dag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runOfDag: {
        parameters: {
            query?: {
                state?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                dag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRun"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dag: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    latestSuccessOfStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dag: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LatestSuccess"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    triggerList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                dag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTriggerView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    triggerGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dag: string;
                trigger: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    triggerChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dag: string;
                trigger: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriggerChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    triggerPreview: {
        parameters: {
            query?: {
                n?: number;
            };
            header?: never;
            path: {
                dag: string;
                trigger: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    triggerTicks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                dag: string;
                trigger: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTickView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dagVersions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                dag: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageVersionView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dagVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dag: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    versionDiffDiff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dag: string;
                number: number;
                other: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDiff"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDeploymentView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deploymentDeploy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeployRequest"];
            };
        };
        responses: {
            /** @description Planned only */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentView"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notebookList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNotebookView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runStartNotebook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotebookRunRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notebookGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DagView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    secretList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSecretView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    secretSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    secretDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    projectSettingsGet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectSettingsView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    projectSettingsSet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectSettingsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectSettingsView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shareLinkList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageShareLink"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shareLinkCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareLink"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shareLinkRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snapshotList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageSnapshotView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snapshotSubmit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/gzip": string;
                "application/json": components["schemas"]["ManifestRequest"];
                "application/octet-stream": string;
                "application/x-gzip": string;
                "application/zip": string;
            };
        };
        responses: {
            /** @description Files are missing; nothing was stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionView"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionView"] | components["schemas"]["SnapshotView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snapshotGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snapshotFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                digest: string;
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pushPush: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushWish"];
            };
        };
        responses: {
            /** @description Contents are missing; nothing was stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushView"];
                };
            };
            /** @description Deployed */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roleBindingList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRoleBinding"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roleBindingBind: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleBindingRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleBinding"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roleBindingUnbind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                binding: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runList: {
        parameters: {
            query?: {
                project?: string;
                dag?: string;
                state?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRun"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageRunEvent"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ganttGantt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gantt"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runNeighbours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunNeighbours"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runRerun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RerunRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rerun"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rerunHistoryReruns: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePastRerun"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ganttSlowest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlowCell"][];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runSteps: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageStepRun"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepRun"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gridErrorLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorLine"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usualDurationOfStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsualDuration"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whyOfStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
                step: string;
                mapPath: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepRun"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whyOfRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyView"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tokenList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageToken"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tokenCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tokenRevoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    userList: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePrincipal"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    userCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Principal"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    userChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Principal"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    aboutVersion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fleetWorkers: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageWorker"];
                };
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fleetDrain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                worker: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description a problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
