/** What one running copy keeps in its folder: settings, secrets, ports, addresses. */
@NullMarked
package io.reelflow.local.home;

import org.jspecify.annotations.NullMarked;
