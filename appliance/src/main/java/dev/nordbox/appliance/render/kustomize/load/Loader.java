package dev.nordbox.appliance.render.kustomize.load;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.tree.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kustomization's view of files. It is rooted at the directory of the kustomization; {@link
 * #load} reads files from there under the restriction in force, {@link #enter} makes the loader of
 * another directory. Loaders remember where they came from, so that no kustomization can contain
 * itself.
 */
public final class Loader {
    private static final String MUST_BUILD_AT_DIRECTORY = "must build at directory";

    private final FileTree tree;
    private final String root;
    private final LoadRestrictor restrictor;
    private final RemoteResources remote;
    private final Meter meter;
    private final @Nullable Loader referrer;
    private final @Nullable RepoSpec repository;

    private Loader(
            FileTree tree,
            String root,
            LoadRestrictor restrictor,
            RemoteResources remote,
            Meter meter,
            @Nullable Loader referrer,
            @Nullable RepoSpec repository) {
        this.tree = tree;
        this.root = root;
        this.restrictor = restrictor;
        this.remote = remote;
        this.meter = meter;
        this.referrer = referrer;
        this.repository = repository;
    }

    /** The loader of the kustomization that is built. */
    public static Loader at(
            FileTree tree,
            String directory,
            LoadRestrictor restrictor,
            RemoteResources remote,
            Meter meter)
            throws RenderException {
        String root = confirmDirectory(tree, Place.join("", directory));
        return new Loader(tree, root, restrictor, remote, meter, null, null);
    }

    /** The root as messages name it: an absolute path in the tree, {@code ""} at its top. */
    public String root() {
        return Place.display(root);
    }

    /** The last segment of the root's path. */
    public String rootName() {
        return root.isEmpty() ? "/" : root.substring(root.lastIndexOf('/') + 1);
    }

    public String loadText(String path) throws RenderException {
        return new String(load(path), StandardCharsets.UTF_8);
    }

    /**
     * The content of a file, or of a URL.
     *
     * @param path relative to the root, or absolute in the tree
     */
    public byte[] load(String path) throws RenderException {
        if (RepoSpec.isRemoteFile(path)) {
            byte[] content = remote.file(path);
            meter.read(path, content.length);
            return content;
        }
        String absolute = Place.join(root, path);
        try {
            Place place =
                    restrictor == LoadRestrictor.ROOT_ONLY ? confine(absolute) : open(absolute);
            meter.read(Place.display(absolute), place.size());
            return tree.read(place.path());
        } catch (IOException e) {
            throw unreadable(absolute, e);
        }
    }

    /**
     * The loader of another directory, or of a directory in another repository.
     *
     * @throws RenderException when it is no directory, or one that is being built already
     */
    public Loader enter(String path) throws RenderException {
        if (path.isEmpty()) {
            throw new RenderException("new root cannot be empty");
        }
        Optional<RepoSpec> elsewhere = RepoSpec.parse(path);
        if (elsewhere.isPresent()) {
            return enterRepository(elsewhere.get());
        }
        if (path.startsWith("/")) {
            throw new RenderException("new root '" + path + "' cannot be absolute");
        }
        String entered = confirmDirectory(tree, Place.join(root, path));
        refuseEqualOrHigher(entered);
        return new Loader(tree, entered, restrictor, remote, meter, this, null);
    }

    private Loader enterRepository(RepoSpec spec) throws RenderException {
        for (Loader loader = this; loader != null; loader = loader.referrer) {
            RepoSpec visited = loader.repository;
            if (visited != null && visited.raw().startsWith(spec.raw())) {
                throw new RenderException(
                        "cycle detected: URI '"
                                + spec.raw()
                                + "' referenced by previous URI '"
                                + visited.raw()
                                + "'");
            }
        }
        FileTree other = remote.repository(spec);
        String entered = confirmDirectory(other, Place.join("", spec.kustRootPath()));
        // What comes from elsewhere never reads outside its own directory.
        return new Loader(other, entered, LoadRestrictor.ROOT_ONLY, remote, meter, this, spec);
    }

    private void refuseEqualOrHigher(String candidate) throws RenderException {
        for (Loader loader = this; loader != null; loader = loader.referrer) {
            if (loader.tree == tree && Place.isWithin(loader.root, candidate)) {
                throw new RenderException(
                        "cycle detected: candidate root '"
                                + Place.display(candidate)
                                + "' contains visited root '"
                                + loader.root()
                                + "'");
            }
        }
    }

    private Place confine(String path) throws RenderException, IOException {
        Place place = evaluate(tree, path);
        if (place.isDirectory()) {
            throw new RenderException("'" + Place.display(path) + "' must resolve to a file");
        }
        if (!Place.isWithin(place.directory(), root)) {
            throw new RenderException(
                    "security; file '"
                            + Place.display(path)
                            + "' is not in or below '"
                            + root()
                            + "'");
        }
        return place;
    }

    private Place open(String path) throws RenderException, IOException {
        Place place;
        try {
            place = Place.evaluate(tree, path);
        } catch (RenderException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("lstat ")
                    ? new RenderException(
                            "open " + Place.display(path) + ": no such file or directory", e)
                    : e.prefixed("open " + Place.display(path));
        }
        if (place.isDirectory()) {
            throw new RenderException("read " + Place.display(path) + ": is a directory");
        }
        return place;
    }

    private static Place evaluate(FileTree tree, String path) throws RenderException, IOException {
        try {
            return Place.evaluate(tree, path);
        } catch (RenderException e) {
            throw new RenderException(
                    "evalsymlink failure on '" + Place.display(path) + "' : " + e.getMessage(), e);
        }
    }

    private static String confirmDirectory(FileTree tree, String path) throws RenderException {
        Place place;
        try {
            place = evaluate(tree, path);
        } catch (RenderException e) {
            throw e.prefixed(MUST_BUILD_AT_DIRECTORY + ": not a valid directory");
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        if (!place.isDirectory()) {
            throw new RenderException(
                    MUST_BUILD_AT_DIRECTORY
                            + ": '"
                            + Place.display(path)
                            + "': file is not directory");
        }
        return place.path();
    }

    /** A tree that cannot be read is no kustomization's fault, and no reason to try another way. */
    private static RenderStopped unreadable(String path, IOException cause) {
        return new RenderStopped(
                "cannot read '" + Place.display(path) + "': " + cause.getMessage(), cause);
    }
}
