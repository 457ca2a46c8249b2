package dev.nordbox.appliance.argo;

/** A line for people; nothing follows from it. */
public record Info(String name, String value) {}
