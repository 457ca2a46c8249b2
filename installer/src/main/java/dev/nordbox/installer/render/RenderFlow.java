package dev.nordbox.installer.render;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.directory.DirectoryRenderer;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.kustomize.BuildOptions;
import dev.nordbox.appliance.render.kustomize.Kustomize;
import dev.nordbox.appliance.render.kustomize.KustomizeException;
import dev.nordbox.appliance.render.kustomize.Rendered;
import dev.nordbox.appliance.render.kustomize.Reorder;
import dev.nordbox.appliance.render.kustomize.load.LoadRestrictor;
import dev.nordbox.appliance.tree.DirectoryTree;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.installer.problem.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Renders a directory; output and errors are those of {@code kustomize build}, exit codes are ours.
 */
public final class RenderFlow {
    private static final int DONE = ExitCode.DONE.number();

    /** There is nothing to apply, or it must not be applied as it is. */
    private static final int REFUSED = ExitCode.MANIFEST_INVALID.number();

    private final OutputStream out;
    private final PrintStream err;
    private final Gate gate;

    /** Says what stands against manifests being applied; none: they may be. */
    @FunctionalInterface
    public interface Gate {
        Gate OPEN = manifests -> List.of();

        List<String> objections(List<Manifest> manifests);
    }

    public RenderFlow(OutputStream out, PrintStream err) {
        this(out, err, Gate.OPEN);
    }

    /**
     * @param gate what it objects to is not printed as output
     */
    public RenderFlow(OutputStream out, PrintStream err, Gate gate) {
        this.out = out;
        this.err = err;
        this.gate = gate;
    }

    /**
     * @return the exit code
     */
    public int run(RenderRequest request) {
        deprecations(request).forEach(err::println);
        try {
            if (request.isPlain()) {
                List<Manifest> manifests = manifests(request);
                return refused(manifests, Path.of(request.directory()))
                        ? REFUSED
                        : written(DirectoryRenderer.toYaml(manifests), request);
            }
            Rendered rendered = kustomization(request);
            if (gate != Gate.OPEN && refused(rendered.toManifests(), Path.of("/"))) {
                return REFUSED;
            }
            write(rendered, request);
            return DONE;
        } catch (KustomizeException e) {
            e.warnings().forEach(err::println);
            return failed(e, ExitCode.MANIFEST_INVALID);
        } catch (RenderException | IOException e) {
            return failed(e, ExitCode.MANIFEST_INVALID);
        } catch (IllegalArgumentException e) {
            return failed(e, ExitCode.USAGE);
        }
    }

    /**
     * @param root where origins begin
     */
    private boolean refused(List<Manifest> manifests, Path root) throws IOException {
        Path here = Path.of("").toRealPath();
        List<Manifest> found = new ArrayList<>();
        for (Manifest manifest : manifests) {
            Path origin = root.resolve(manifest.origin());
            // As a person types it here, so that what a gate tells to paste works.
            Path typed = origin.startsWith(here) ? here.relativize(origin) : origin;
            found.add(manifest.from(typed.toString()));
        }
        List<String> objections = gate.objections(found);
        objections.forEach(err::println);
        err.flush();
        return !objections.isEmpty();
    }

    private int written(String yaml, RenderRequest request) throws IOException {
        write(yaml, request);
        return DONE;
    }

    private int failed(Exception e, ExitCode code) {
        err.println("Error: " + e.getMessage());
        err.flush();
        return code.number();
    }

    private static List<String> deprecations(RenderRequest request) {
        List<String> lines = new ArrayList<>();
        if (request.reorder().isPresent()) {
            lines.add(
                    "Flag --reorder has been deprecated, use the new 'sortOptions' field in"
                            + " kustomization.yaml instead.");
        }
        if (request.managedByLabel()) {
            lines.add(
                    "Flag --enable-managedby-label has been deprecated, The flag"
                            + " `enable-managedby-label` has been deprecated. Use the"
                            + " `managedByLabel` option in the `buildMetadata` field instead.");
        }
        return lines;
    }

    private Rendered kustomization(RenderRequest request) throws RenderException, IOException {
        BuildOptions options =
                BuildOptions.defaults()
                        .withLoadRestrictor(restrictor(request))
                        .withReorder(order(request))
                        .withManagedByLabel(request.managedByLabel())
                        .withAlphaPlugins(request.alphaPlugins());
        Path directory = RenderTarget.directory(request.directory());
        Path root = directory.getRoot();
        // From the file system's root, so that bases outside of the directory are found.
        FileTree tree = new DirectoryTree(root);
        Rendered rendered =
                new Kustomize().build(tree, root.relativize(directory).toString(), options);
        rendered.warnings().forEach(err::println);
        err.flush();
        return rendered;
    }

    private static List<Manifest> manifests(RenderRequest request)
            throws RenderException, IOException {
        DirectorySource source =
                DirectorySource.of(request.recurse(), request.include(), request.exclude());
        FileTree tree = new DirectoryTree(Path.of(request.directory()));
        return new DirectoryRenderer(source).render(tree, "");
    }

    private static LoadRestrictor restrictor(RenderRequest request) {
        return Arrays.stream(LoadRestrictor.values())
                .filter(known -> known.flag().equals(request.loadRestrictor()))
                .findFirst()
                .orElseThrow(
                        () ->
                                illegal(
                                        "--load-restrictor",
                                        request.loadRestrictor(),
                                        "[LoadRestrictionsRootOnly LoadRestrictionsNone]"));
    }

    private static Reorder order(RenderRequest request) {
        return switch (request.reorder().orElse("")) {
            case "" -> Reorder.UNSPECIFIED;
            case "none" -> Reorder.NONE;
            case "legacy" -> Reorder.LEGACY;
            default -> throw illegal("--reorder", request.reorder().get(), "[legacy none]");
        };
    }

    private static IllegalArgumentException illegal(String flag, String value, String legal) {
        return new IllegalArgumentException(
                "illegal flag value %s %s; legal values: %s".formatted(flag, value, legal));
    }

    private void write(Rendered rendered, RenderRequest request)
            throws RenderException, IOException {
        Optional<Path> directory = request.output().filter(Files::isDirectory);
        if (directory.isEmpty()) {
            write(rendered.toYaml(), request);
            return;
        }
        for (Map.Entry<String, String> file : rendered.toFiles().entrySet()) {
            store(file.getValue(), directory.get().resolve(file.getKey()));
        }
    }

    private void write(String yaml, RenderRequest request) throws IOException {
        if (request.output().isPresent()) {
            store(yaml, request.output().get());
        } else {
            out.write(yaml.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static void store(String yaml, Path file) throws IOException {
        try {
            Files.writeString(file, yaml);
        } catch (FileSystemException e) {
            throw new IllegalArgumentException("open " + file + ": " + reason(e), e);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return Optional.ofNullable(e.getReason())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .orElse("it cannot be written");
    }
}
