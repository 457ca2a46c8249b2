package dev.nordbox.installer.config;

import java.util.List;
import java.util.Map;

/**
 * Where k3s pulls images from: {@code k3s.registries}, in the words of its registries.yaml.
 *
 * @param mirrors by the registry that images name, {@code *} for all the others
 * @param auth by the registry or mirror that wants a login: the file on this machine that has it
 * @param defaultEndpoint whether a registry that has mirrors is asked itself when they fail
 */
public record RegistryConfig(
        Map<String, Mirror> mirrors, Map<String, String> auth, boolean defaultEndpoint) {
    /** Nothing said: k3s asks each registry itself, and a registries.yaml is a person's. */
    public static final RegistryConfig NONE = new RegistryConfig(Map.of(), Map.of(), true);

    /**
     * @param endpoints tried in order, {@code https://mirror.example.no}
     * @param rewrites regular expression of a repository's name to what takes its place
     */
    public record Mirror(List<String> endpoints, Map<String, String> rewrites) {
        public Mirror {
            endpoints = List.copyOf(endpoints);
            rewrites = Map.copyOf(rewrites);
        }
    }

    public RegistryConfig {
        mirrors = Map.copyOf(mirrors);
        auth = Map.copyOf(auth);
    }

    public boolean saysNothing() {
        return mirrors.isEmpty() && auth.isEmpty();
    }
}
