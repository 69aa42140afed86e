package org.uid2chatops.sandbox.slack.workspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.uid2chatops.sandbox.Person;

/** The people, channels and user groups of the workspace; they do not change. */
public final class Directory {

    private static final List<Channel> CHANNELS = channels();

    /**
     * A user group.
     *
     * @param handle what people type after {@code @}
     */
    public record Group(String id, String handle, String name, List<Person> members) {
    }

    public static final Group APPROVERS = new Group("S0000APPROVE", "uid2-approvers", "UID2 approvers",
            List.of(Person.SAM, Person.KIM, Person.ROOT));
    public static final List<Group> GROUPS = List
            .of(new Group("S0000DEPLOY", "uid2-deployers", "UID2 deployers", List.of(Person.ALEX, Person.DANA)), APPROVERS);

    private Directory() {
    }

    private static List<Channel> channels() {
        var all = new ArrayList<Channel>();
        all.add(new Channel(Ids.OPS_CHANNEL, "uid2-ops", Optional.empty(), true));
        all.add(new Channel("C0000GENERAL", "general", Optional.empty(), false));
        for (Person person : Person.values()) {
            all.add(new Channel("D0000" + person.name(), "dm-" + person.handle(), Optional.of(person), true));
        }
        return List.copyOf(all);
    }

    public static List<Channel> all() {
        return CHANNELS;
    }

    /** Finds a channel by its id, its name with or without {@code #}, or the id of the person whose direct messages are meant. */
    public static Optional<Channel> channel(String idOrName) {
        String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
        return CHANNELS.stream().filter(channel -> channel.id().equals(idOrName) || channel.name().equals(name)
                || channel.with().map(person -> person.id().equals(idOrName)).orElse(false)).findFirst();
    }

    public static Optional<Person> personWithId(String id) {
        return Arrays.stream(Person.values()).filter(person -> person.id().equals(id)).findFirst();
    }
}
