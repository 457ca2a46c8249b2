package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.Image;
import dev.nordbox.appliance.render.kustomize.regex.GoRegex;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes names, tags and digests of images: one entry of {@code images}. */
public final class ImageFilter {
    private static final Set<String> CONTAINER_LISTS = Set.of("containers", "initContainers");

    private final Image image;
    private final GoRegex pattern;

    /**
     * @throws RenderException when the image's name, which the original takes for a regular
     *     expression, is none
     */
    public ImageFilter(Image image) throws RenderException {
        this.image = image;
        this.pattern =
                GoRegex.compile(
                        "^" + image.name() + "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$");
    }

    /** Changes the fields that specs name. Definitions of custom resources are left alone. */
    public void apply(Node resource, List<FieldSpec> specs) throws RenderException {
        if (!isDefinition(resource)) {
            FieldSpecFilter.visiting(this::change).apply(resource, specs);
        }
    }

    /**
     * Changes the image of every element of every list called {@code containers} or {@code
     * initContainers}, wherever it stands. The original does both, this first.
     */
    public void applyAnywhere(Node resource) throws RenderException {
        if (!isDefinition(resource)) {
            walk(resource);
        }
    }

    private void walk(Node node) throws RenderException {
        if (node instanceof MapNode map) {
            for (MapNode.Field field : List.copyOf(map.fields())) {
                walk(field.value());
                if (CONTAINER_LISTS.contains(field.name())
                        && field.value() instanceof ListNode containers) {
                    changeContainers(containers);
                }
            }
        } else if (node instanceof ListNode list) {
            for (Node item : list) {
                walk(item);
            }
        }
    }

    private void changeContainers(ListNode containers) throws RenderException {
        for (Node container : containers) {
            NodeKinds.requireMap(container);
            Optional<Node> field = container.at("image");
            if (field.isPresent()) {
                change(field.get());
            }
        }
    }

    private void change(Node field) throws RenderException {
        NodeKinds.requireScalar(field);
        String value = ((ScalarNode) field).value();
        if (pattern.find(value)) {
            Setters.setText(field, changed(ImageName.parse(value)).toString());
        }
    }

    private ImageName changed(ImageName current) {
        String name = image.newName().isEmpty() ? current.name() : image.newName();
        if (!image.newTag().isEmpty()) {
            return new ImageName(name, image.newTag(), image.digest());
        }
        if (!image.digest().isEmpty()) {
            return new ImageName(name, "", image.digest());
        }
        if (!image.tagSuffix().isEmpty()) {
            return new ImageName(name, current.tag() + image.tagSuffix(), "");
        }
        return new ImageName(name, current.tag(), current.digest());
    }

    private static boolean isDefinition(Node resource) {
        return resource.textAt("kind").filter("CustomResourceDefinition"::equals).isPresent();
    }
}
