package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;

/** A kind that somebody defines. */
final class Widgets {
    static final GroupKind WIDGET = new GroupKind("test.nordbox.no", "Widget");
    static final ResourceKey DEFINITION =
            new ResourceKey(
                    "apiextensions.k8s.io",
                    "CustomResourceDefinition",
                    "",
                    "widgets.test.nordbox.no");
    static final ResourceKey SPROCKET =
            new ResourceKey("test.nordbox.no", "Widget", "web", "sprocket");

    private Widgets() {}
}
