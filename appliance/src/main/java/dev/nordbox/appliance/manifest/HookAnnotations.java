package dev.nordbox.appliance.manifest;

import java.util.Map;

/**
 * By which an object says that it is a hook; which one, and whether it is valid, is not said here.
 */
public final class HookAnnotations {
    public static final String ARGO = "argocd.argoproj.io/hook";
    public static final String HELM = "helm.sh/hook";

    private HookAnnotations() {}

    public static boolean areAmong(Map<String, ?> annotations) {
        return annotations.containsKey(ARGO) || annotations.containsKey(HELM);
    }
}
