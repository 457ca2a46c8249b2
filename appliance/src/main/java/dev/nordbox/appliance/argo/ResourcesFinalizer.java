package dev.nordbox.appliance.argo;

import java.util.List;

/** Whether the objects of an Application go with it, and how. */
public enum ResourcesFinalizer {
    /** No such finalizer: the objects stay and belong to nobody. */
    NONE,
    /** Each object goes once what it owns is gone; also the meaning of the plain name. */
    FOREGROUND,
    /** Each object goes at once, what it owns follows. */
    BACKGROUND;

    private static final String PLAIN = "resources-finalizer.argocd.argoproj.io";

    /** The first one of an object's finalizers decides, as in Argo CD. */
    public static ResourcesFinalizer of(List<String> finalizers) {
        for (String finalizer : finalizers) {
            if (finalizer.equals(PLAIN) || finalizer.equals(PLAIN + "/foreground")) {
                return FOREGROUND;
            }
            if (finalizer.equals(PLAIN + "/background")) {
                return BACKGROUND;
            }
        }
        return NONE;
    }
}
