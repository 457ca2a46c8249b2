package dev.nordbox.installer.baseline;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.directory.ManifestFileReader;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Objects that the user's templates add to the baseline, below {@code own/cluster/}. */
public final class OwnManifests {
    private static final String ROOT = "cluster";

    private final Templates templates;

    public OwnManifests(Templates templates) {
        this.templates = templates;
    }

    /**
     * In the order of the files' names, and in a file as they stand there.
     *
     * @throws TemplateFailed with every file that holds none, or one that cannot be had
     */
    public List<Manifest> of(BoxConfig config) {
        OwnModel model = OwnModel.of(config);
        List<Supplier<List<Manifest>>> files =
                templates.added(ROOT).stream()
                        .map(path -> (Supplier<List<Manifest>>) () -> in(path, model))
                        .toList();
        return TemplateFailed.all(files).stream().flatMap(List::stream).toList();
    }

    /**
     * Manifests of {@link #of}, ready to be applied after all of ours.
     *
     * @throws TemplateFailed when one of them is there already
     */
    public List<BaselineObject> beside(List<BaselineObject> ours, List<Manifest> added) {
        List<OwnObject> taken = new ArrayList<>();
        ours.forEach(object -> taken.add(named(object)));
        List<BaselineObject> objects = new ArrayList<>();
        for (Manifest manifest : added) {
            OwnObject own = OwnObject.of(manifest);
            if (taken.stream().anyMatch(own::is)) {
                String path = manifest.origin().replaceFirst(":[0-9]+$", "");
                throw templates.refused(
                        path, "has " + own + ", which is there already", "take one of them away");
            }
            taken.add(own);
            objects.add(object(manifest));
        }
        return objects;
    }

    /** What they are called, for whoever takes them back. */
    public List<OwnObject> names(BoxConfig config) {
        return of(config).stream().map(OwnObject::of).toList();
    }

    private static OwnObject named(BaselineObject object) {
        String version =
                object.yaml()
                        .lines()
                        .filter(line -> line.startsWith("apiVersion: "))
                        .map(line -> line.substring("apiVersion: ".length()).strip())
                        .findFirst()
                        .orElseThrow();
        return new OwnObject(version, object.kind(), object.namespace(), object.name());
    }

    private static BaselineObject object(Manifest manifest) {
        try {
            return new BaselineObject(
                    manifest.key().kind(),
                    manifest.key().namespace(),
                    manifest.key().name(),
                    YamlEmitter.emitValue(manifest.content()));
        } catch (RenderException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    private List<Manifest> in(String path, OwnModel model) {
        List<Manifest> manifests;
        try {
            manifests = ManifestFileReader.read(path, templates.renderAdded(path, model).text());
        } catch (RenderException e) {
            throw templates.refused(path, "is no manifest: " + e.getMessage(), "mend it");
        }
        if (manifests.isEmpty()) {
            throw templates.refused(
                    path, "holds no object with apiVersion and kind", "mend it, or take it away");
        }
        for (Manifest manifest : manifests) {
            refuse(path, manifest);
        }
        return manifests;
    }

    private void refuse(String path, Manifest manifest) {
        if (!OwnObject.of(manifest).isPlain()) {
            throw templates.refused(
                    path,
                    "has an object whose apiVersion, kind, name or namespace Kubernetes does not take",
                    "mend " + manifest.origin());
        }
        if (manifest.key().group().isEmpty() && manifest.key().kind().equals("Secret")) {
            throw templates.refused(
                    path,
                    "has a Secret in the clear: " + manifest.key().name(),
                    "seal it with `secret seal`, and let it come from the repository");
        }
    }
}
