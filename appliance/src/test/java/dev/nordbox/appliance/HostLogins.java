package dev.nordbox.appliance;

import dev.nordbox.appliance.git.PrivateGitHost;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.Map;

/** What a cluster has to hold for the repositories of a private Git host, as Argo CD keeps it. */
final class HostLogins {

    private HostLogins() {}

    /** The key, for all of the host's repositories below {@code /team}. */
    static Manifest secret(PrivateGitHost host) throws Exception {
        return object(
                "Secret",
                "host",
                Map.of("argocd.argoproj.io/secret-type", "repo-creds"),
                "stringData",
                Map.of("url", host.url("/team"), "sshPrivateKey", host.privateKey()));
    }

    static Manifest hostKeys(PrivateGitHost host) {
        return object(
                "ConfigMap",
                "argocd-ssh-known-hosts-cm",
                Map.of(),
                "data",
                Map.of("ssh_known_hosts", host.knownHostsLine()));
    }

    private static Manifest object(
            String kind,
            String name,
            Map<String, Object> labels,
            String field,
            Map<String, Object> data) {
        return Manifest.of(
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        kind,
                        "metadata",
                        Map.of("name", name, "namespace", "argocd", "labels", labels),
                        field,
                        data),
                "test");
    }
}
