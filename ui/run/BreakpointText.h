#pragma once

#include "core/engine/Breakpoint.h"

namespace metaspo {

/// What a breakpoint waits for, without its amount: "a candidate beats the incumbent by at least".
QString eventText(StopEvent event);
/// With amount or place: "before 2/outer/4".
QString breakpointText(const Breakpoint& breakpoint);
/// Unit of the amount, as a suffix; empty: it has none.
QString amountSuffix(StopEvent event);
/// Those that can be chosen from a list, in the order in which people look for them; nothing between two groups.
QList<std::optional<StopEvent>> eventChoice();

} // namespace metaspo
