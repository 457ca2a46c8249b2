package dev.nordbox.appliance.application;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.Renderer;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one revision: where to start, which Applications there are, what each of them renders to.
 * What cannot be read becomes part of the answer.
 */
final class RevisionReading {

    private static final Logger LOG = LoggerFactory.getLogger(RevisionReading.class);

    /** What makes a directory something else than plain manifests. */
    private static final Set<String> NOT_PLAIN =
            Set.of("kustomization.yaml", "kustomization.yml", "Kustomization", "Chart.yaml");

    /** Where plain manifests go that name no namespace, as with {@code kubectl apply}. */
    private static final String NAMESPACE = "default";

    private final FollowedRevision followed;
    private final FileTree tree;
    private final Function<DirectorySource, Renderer> renderers;
    private final ApplicationScan scan;
    private final Map<String, DesiredApplication> applications = new TreeMap<>();
    private final Map<String, Manifest> known = new HashMap<>();
    private final Deque<Manifest> ahead = new ArrayDeque<>();

    /** Application to the one whose manifests it is among. */
    private final Map<String, String> parents = new HashMap<>();

    private final List<String> problems = new ArrayList<>();

    RevisionReading(
            FollowedRevision followed,
            FileTree tree,
            Function<DirectorySource, Renderer> renderers,
            ApplicationScan scan) {
        this.followed = followed;
        this.tree = tree;
        this.renderers = renderers;
        this.scan = scan;
    }

    void start(String root) throws RenderException, IOException {
        if (root.isEmpty() && isPlain("")) {
            ApplicationScan.Found found = scan.scan(tree);
            problems.addAll(found.problems());
            found.applications().forEach(this::take);
        }
        if (noneFound() && problems.isEmpty()) {
            List<Manifest> manifests = renderRoot(root);
            manifests.stream().filter(Applications::isConfiguration).forEach(this::take);
            List<Manifest> others =
                    manifests.stream().filter(m -> !Applications.isConfiguration(m)).toList();
            if (!others.isEmpty() || noneFound()) {
                put(
                        new DesiredApplication.Rendered(
                                repositoryName(),
                                NAMESPACE,
                                SyncPolicy.ofPlainRepository(),
                                others));
                manifests.stream()
                        .filter(Applications::isApplication)
                        .forEach(child -> parents.put(child.key().name(), repositoryName()));
            }
        }
        while (!ahead.isEmpty()) {
            followGuarded(ahead.pop());
        }
    }

    /** A defect of ours that one application brings out must not stop the others. */
    private void followGuarded(Manifest manifest) {
        String name = manifest.key().name();
        try {
            follow(manifest);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError().addKeyValue("application", name).setCause(e).log("defect");
            String message =
                    "%s: Application %s cannot be read because of a defect of nordbox, %s; report it"
                            + " with the stack trace in the log";
            put(
                    new DesiredApplication.NotRendered(
                            name,
                            message.formatted(manifest.origin(), name, e.getClass().getName())));
        }
    }

    /**
     * What was refused counts as found: an ApplicationSet says how its directories are to be
     * applied, and applying them as one would be something else.
     */
    private boolean noneFound() {
        return known.isEmpty() && applications.isEmpty();
    }

    private List<Manifest> renderRoot(String root) throws RenderException, IOException {
        if (!isPlain(root)) {
            return renderers.apply(DirectorySource.DEFAULT).render(tree, root);
        }
        List<String> below = new ArrayList<>();
        choicesBelow(root, below);
        if (!below.isEmpty()) {
            throw new RenderException(
                    "there are kustomizations or charts ("
                            + String.join(", ", below.subList(0, Math.min(5, below.size())))
                            + (below.size() > 5 ? ", …" : "")
                            + ") and nothing says which of them to apply; add Application"
                            + " manifests, or name one directory with --path");
        }
        return renderers.apply(DirectorySource.REPOSITORY).render(tree, root);
    }

    private void take(Manifest manifest) {
        String name = manifest.key().name();
        if (!Applications.isApplication(manifest)) {
            if (manifest.key().kind().equals("ApplicationSet")) {
                refuse(
                        name,
                        List.of(
                                manifest.origin()
                                        + ": ApplicationSet "
                                        + name
                                        + " is not honoured yet; write its Applications out"));
            }
            return; // an AppProject restricts, and only `default` is followed
        }
        Manifest before = known.putIfAbsent(name, manifest);
        if (before == null) {
            ahead.add(manifest);
        } else if (!before.content().equals(manifest.content())) {
            refuse(
                    name,
                    List.of(
                            "Application "
                                    + name
                                    + " is defined differently in "
                                    + before.origin()
                                    + " and "
                                    + manifest.origin()
                                    + "; keep one, or name the directory of the right one with"
                                    + " --path"));
        }
    }

    private void follow(Manifest manifest) {
        String name = manifest.key().name();
        ApplicationReader.Reading reading = ApplicationReader.read(followed, manifest);
        if (reading.source().isEmpty()) {
            refuse(
                    name,
                    reading.problems().stream()
                            .map(problem -> manifest.origin() + ": " + problem)
                            .toList());
            return;
        }
        ApplicationSource source = reading.source().get();
        try {
            refuseOverrides(name, source.path());
            List<Manifest> manifests =
                    renderers.apply(source.directory()).render(tree, source.path());
            put(
                    new DesiredApplication.Rendered(
                            name, source.namespace(), source.policy(), manifests));
            manifests.stream()
                    .filter(Applications::isApplication)
                    .filter(child -> !child.key().name().equals(name))
                    .forEach(child -> parents.put(child.key().name(), name));
            manifests.stream().filter(Applications::isConfiguration).forEach(this::take);
        } catch (RenderException e) {
            put(new DesiredApplication.NotRendered(name, e.getMessage()));
        }
    }

    /** Argo CD merges these files into the source of the Application, here and only here. */
    private void refuseOverrides(String application, String path) throws RenderException {
        for (String file :
                List.of(".argocd-source.yaml", ".argocd-source-" + application + ".yaml")) {
            try {
                Optional<String> real = TreePaths.resolve(tree, path, file);
                if (real.isPresent()
                        && tree.entry(real.get()).orElseThrow().kind() == FileTree.Kind.FILE) {
                    throw new RenderException(
                            TreePaths.join(path, file)
                                    + ": overrides of an Application's source are not honoured yet;"
                                    + " write the same into the manifests of the path, and take the"
                                    + " file out");
                }
            } catch (IOException e) {
                throw new RenderException("'" + path + "' cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** A refusal stands, whatever else is found under the name. */
    private void put(DesiredApplication application) {
        applications.merge(
                application.name(),
                application,
                (before, now) -> before instanceof DesiredApplication.Refused ? before : now);
    }

    private void refuse(String name, Collection<String> why) {
        List<String> all = new ArrayList<>(why);
        if (applications.get(name) instanceof DesiredApplication.Refused before) {
            all.addAll(0, before.problems());
        }
        applications.put(
                name, new DesiredApplication.Refused(name, all.stream().distinct().toList()));
    }

    void cannotRead(String problem) {
        put(new DesiredApplication.NotRendered(repositoryName(), problem));
    }

    DesiredState state(String path) {
        if (!problems.isEmpty()) {
            put(new DesiredApplication.NotRendered(repositoryName(), String.join("\n", problems)));
        }
        return new DesiredState(
                followed.commit(),
                followed.owner(path),
                applications.values().stream().map(this::withParent).toList(),
                problems);
    }

    private DesiredApplication withParent(DesiredApplication application) {
        String parent = parents.get(application.name());
        return parent != null && application instanceof DesiredApplication.Rendered rendered
                ? rendered.childOf(parent)
                : application;
    }

    /** As an object may be called that is named after it. */
    private String repositoryName() {
        String name =
                RepositoryAddress.of(followed.url())
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        String ours = name.isEmpty() ? "repository" : name;
        return known.containsKey(ours) ? ours + "-root" : ours;
    }

    private boolean isPlain(String directory) throws IOException {
        for (String name : NOT_PLAIN) {
            if (TreePaths.resolve(tree, directory, name).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private void choicesBelow(String directory, List<String> found)
            throws IOException, RenderException {
        Optional<FileTree.Entry> entry =
                directory.isEmpty() ? Optional.empty() : tree.entry(directory);
        boolean isDirectory =
                directory.isEmpty()
                        || entry.map(FileTree.Entry::kind)
                                .equals(Optional.of(FileTree.Kind.DIRECTORY));
        if (!isDirectory) {
            throw new RenderException(
                    "'" + directory + "' is no directory of this revision; correct the path");
        }
        for (FileTree.Entry child : tree.list(directory)) {
            if (child.kind() == FileTree.Kind.DIRECTORY && !child.name().startsWith(".")) {
                String below = TreePaths.join(directory, child.name());
                if (isPlain(below)) {
                    choicesBelow(below, found);
                } else {
                    found.add(below);
                }
            }
        }
    }
}
