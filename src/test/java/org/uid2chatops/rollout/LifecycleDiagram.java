package org.uid2chatops.rollout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.statemachine.region.Region;
import org.springframework.statemachine.state.ForkPseudoState;
import org.springframework.statemachine.state.PseudoStateKind;
import org.springframework.statemachine.state.State;
import org.springframework.statemachine.transition.Transition;

/** The machine's definition as a Mermaid state diagram, read from a built machine. */
final class LifecycleDiagram {

    private final StringBuilder text = new StringBuilder();
    /** Those of the regions of the root; nested regions have none of their own. */
    private final List<Transition<String, String>> transitions = new ArrayList<>();

    static String of(Region<String, String> machine) {
        var diagram = new LifecycleDiagram();
        diagram.text.append("stateDiagram-v2\n");
        diagram.region(machine, "    ");
        return diagram.text.toString();
    }

    private void region(Region<String, String> region, String indent) {
        transitions.addAll(region.getTransitions());
        // The root's own regions are wrapped in a state without a name.
        var states = region.getStates().stream().sorted(Comparator.comparing(state -> String.valueOf(state.getId()))).toList();
        for (State<String, String> state : states) {
            state(state, indent);
        }
        lines(states, indent);
    }

    private void state(State<String, String> state, String indent) {
        if (state.getId() == null) {
            between(state, indent);
            return;
        }
        String id = id(state.getId());
        var kind = state.getPseudoState() == null ? null : state.getPseudoState().getKind();
        if (kind == PseudoStateKind.FORK || kind == PseudoStateKind.JOIN) {
            text.append(indent).append("state ").append(id).append(" <<").append(kind == PseudoStateKind.FORK ? "fork" : "join")
                    .append(">>\n");
        } else if (state.isOrthogonal()) {
            regions(state, id, indent);
        } else {
            text.append(indent).append(id).append(" : ").append(label(state.getId())).append('\n');
        }
        if (kind == PseudoStateKind.INITIAL && !state.isOrthogonal()) {
            text.append(indent).append("[*] --> ").append(id).append('\n');
        }
        if (kind == PseudoStateKind.END) {
            text.append(indent).append(id).append(" --> [*]\n");
        }
    }

    private void regions(State<String, String> state, String id, String indent) {
        text.append(indent).append("state ").append(id).append(" {\n");
        between(state, indent + "    ");
        text.append(indent).append("}\n");
    }

    private void between(State<String, String> state, String indent) {
        String line = "";
        for (Region<String, String> region : regionsOf(state).stream().sorted(Comparator.comparing(LifecycleDiagram::first)).toList()) {
            text.append(line);
            region(region, indent);
            line = indent + "--\n";
        }
    }

    @SuppressWarnings("unchecked")
    private static Collection<Region<String, String>> regionsOf(State<String, String> state) {
        return ((org.springframework.statemachine.state.AbstractState<String, String>) state).getRegions();
    }

    private static String first(Region<String, String> region) {
        return region.getStates().stream().map(state -> String.valueOf(state.getId())).sorted().collect(Collectors.joining());
    }

    /** Draws the arrows between the states of one region; an end inside a composite state is drawn at that state. */
    private void lines(List<State<String, String>> states, String indent) {
        var arrows = new java.util.TreeSet<String>();
        for (Transition<String, String> transition : transitions) {
            arrow(states, transition.getSource(), transition.getTarget(), trigger(transition)).ifPresent(arrows::add);
        }
        for (State<String, String> state : states) {
            if (state.getPseudoState() instanceof ForkPseudoState<String, String> fork) {
                fork.getForks().forEach(target -> arrow(states, state, target, "").ifPresent(arrows::add));
            }
        }
        arrows.forEach(arrow -> text.append(indent).append(arrow).append('\n'));
    }

    private static Optional<String> arrow(List<State<String, String>> states, State<String, String> source, State<String, String> target,
            String label) {
        var from = holding(states, source);
        var to = holding(states, target);
        return from.isPresent() && to.isPresent() && !from.equals(to)
                ? Optional.of(id(from.get()) + " --> " + id(to.get()) + label)
                : Optional.empty();
    }

    private static Optional<String> holding(List<State<String, String>> states, State<String, String> inner) {
        return states.stream().filter(state -> state.getId() != null)
                .filter(state -> state.getStates().stream().anyMatch(any -> java.util.Objects.equals(any.getId(), inner.getId())))
                .map(State::getId).findFirst();
    }

    private static String trigger(Transition<String, String> transition) {
        return transition.getTrigger() == null || transition.getTrigger().getEvent() == null
                ? ""
                : shown(transition.getTrigger().getEvent());
    }

    private static String shown(String event) {
        return event.startsWith("completed ") ? "" : " : " + event;
    }

    private static String id(String state) {
        return state.replace(' ', '_');
    }

    private static String label(String state) {
        return java.util.Arrays.stream(StepName.values()).filter(step -> step.name().equals(state)).map(StepName::title).findFirst()
                .orElse(state.toLowerCase(java.util.Locale.ROOT));
    }
}
