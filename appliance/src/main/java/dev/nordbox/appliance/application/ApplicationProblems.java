package dev.nordbox.appliance.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that keeps one Application from being honoured, each with what to do about it. */
final class ApplicationProblems {

    /** What to do instead, where there is something better than taking the field out. */
    private static final Map<String, String> REMEDIES =
            Map.ofEntries(
                    Map.entry(
                            "spec.source.helm",
                            "put the rendered chart (helm template) into the repository"),
                    Map.entry(
                            "spec.source.chart",
                            "put the rendered chart (helm template) into the repository"),
                    Map.entry(
                            "spec.source.kustomize",
                            "write the same into the kustomization.yaml of the path"),
                    Map.entry(
                            "spec.source.plugin",
                            "put what the plugin renders into the repository"),
                    Map.entry(
                            "spec.source.directory.jsonnet",
                            "put what the Jsonnet renders to into the repository"),
                    Map.entry("spec.sources", "write one Application with spec.source for each"),
                    Map.entry(
                            "spec.sourceHydrator",
                            "point spec.source.path at the hydrated manifests"),
                    Map.entry(
                            "spec.syncPolicy.retry",
                            "take it out: a failed sync is always retried, with growing pauses, and"
                                    + " a new commit goes first"),
                    Map.entry(
                            "spec.ignoreDifferences",
                            "take the fields out of the manifests: fields that the repository does"
                                    + " not set are never compared"));

    private final String application;
    private final List<String> found = new ArrayList<>();

    ApplicationProblems(String application) {
        this.application = application;
    }

    void notHonoured(String field) {
        String remedy = REMEDIES.getOrDefault(field, "take it out of the manifest");
        found.add("Application " + application + ": " + field + " is not honoured yet; " + remedy);
    }

    void add(String field, String problem) {
        found.add("Application " + application + ": " + field + " " + problem);
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
