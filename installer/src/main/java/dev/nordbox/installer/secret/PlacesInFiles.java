package dev.nordbox.installer.secret;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.BuildOptions;
import dev.nordbox.appliance.render.kustomize.Kustomize;
import dev.nordbox.appliance.seal.Places.Place;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.tree.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the files of a repository put SealedSecrets that do not say it themselves: kustomizations
 * by namespace and prefix, Applications by their destinations. What counts is for which of the
 * places a value was sealed, so a kustomization that cannot be rendered does no harm.
 */
final class PlacesInFiles {
    private final Map<String, Set<Place>> byOrigin = new HashMap<>();
    private final Set<String> namespaces = new TreeSet<>();

    private PlacesInFiles() {}

    static PlacesInFiles of(List<Path> paths) {
        PlacesInFiles found = new PlacesInFiles();
        Set<Path> kustomizations = new TreeSet<>();
        for (Path path : paths) {
            for (Path file : SealedFiles.files(path, new ArrayList<>())) {
                if (Kustomize.FILE_NAMES.contains(file.getFileName().toString())) {
                    kustomizations.add(file.toAbsolutePath().normalize().getParent());
                }
                found.read(file);
            }
        }
        kustomizations.forEach(found::render);
        return found;
    }

    /** Of the SealedSecret that begins at a line of a file. */
    Set<Place> of(Path file, int line) {
        try {
            return byOrigin.getOrDefault(file.toRealPath() + ":" + line, Set.of());
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Those that Applications, kustomizations and the namespaces themselves name. */
    Set<String> namespaces() {
        return namespaces;
    }

    private void read(Path file) {
        try {
            String text = Files.size(file) <= SealedFiles.LARGEST ? Files.readString(file) : "";
            if (text.contains("Application") || text.contains("Namespace")) {
                for (Map<String, Object> object : Documents.parse(text)) {
                    add(object);
                }
            }
        } catch (IOException | SealingException e) {
            return; // a template, an image: whoever has to read it says so
        }
    }

    private void render(Path directory) {
        try {
            // From the file system's root, so that bases outside of the directory are found.
            Path root = directory.toRealPath().getRoot();
            String inside = root.relativize(directory.toRealPath()).toString();
            for (Manifest manifest :
                    new Kustomize()
                            .build(new DirectoryTree(root), inside, BuildOptions.defaults())
                            .toManifests()) {
                if (SealedSecret.isOne(manifest.content())) {
                    byOrigin.computeIfAbsent(
                                    root.resolve(manifest.origin()).toString(),
                                    origin -> new LinkedHashSet<>())
                            .add(new Place(manifest.key().namespace(), manifest.key().name()));
                }
                add(manifest.content());
            }
        } catch (IOException | RenderException e) {
            return;
        }
    }

    private void add(Map<String, Object> object) {
        Optional<String> namespace =
                switch (Fields.text(object, "kind").orElse("")) {
                    case "Application" -> Fields.text(object, "spec", "destination", "namespace");
                    case "ApplicationSet" ->
                            Fields.text(
                                    object, "spec", "template", "spec", "destination", "namespace");
                    case "Namespace" -> Fields.text(object, "metadata", "name");
                    default -> Optional.empty();
                };
        namespace.filter(name -> !name.isEmpty()).ifPresent(namespaces::add);
    }
}
