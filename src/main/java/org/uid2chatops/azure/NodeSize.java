package org.uid2chatops.azure;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of an Azure VM size says of it. Source: Azure's naming conventions for VM sizes. */
final class NodeSize {

    private static final Pattern NAME = Pattern.compile("standard_([a-z]+?)(\\d+)(?:-(\\d+))?([a-z]*)(_v2)?(?:_.*)?");
    private static final Set<String> SECOND_GENERATION = Set.of("d", "ds");
    private static final int CORES = 4;
    private static final int MEMORY_GB = 16;

    private NodeSize() {
    }

    /** Returns whether a node of that size has the 3 cores and 12 GB to spare that a virtual node takes; true if its name does not tell. */
    static boolean carriesVirtualNode(String size) {
        Matcher name = NAME.matcher(size.toLowerCase(Locale.ROOT));
        if (!name.matches()) {
            return true;
        }
        String family = name.group(1);
        int number = Integer.parseInt(name.group(2));
        if (SECOND_GENERATION.contains(family) && name.group(4).isEmpty() && name.group(5) != null) {
            // D3_v2 has 4 cores and 14 GB; D12_v2 has 4 and 28
            return number > 3 && number != 11;
        }
        int cores = name.group(3) == null ? number : Integer.parseInt(name.group(3));
        return cores >= CORES && number * memoryPerCore(family, name.group(4)) >= MEMORY_GB;
    }

    /** Returns the least that sizes of that family have, in GB. */
    private static int memoryPerCore(String family, String features) {
        if (features.contains("m")) {
            return 4;
        }
        return features.contains("l") || family.equals("f") || family.equals("a") ? 2 : 4;
    }
}
