#pragma once

#include "core/domain/Error.h"
#include "core/domain/Names.h"

#include <QHashFunctions>
#include <QString>
#include <compare>

namespace metaspo {

/// Start: scoring the initial prompts. Inner: user prompts, per task. Outer: the system prompt. Test: the final
/// scores.
enum class Loop { Start, Inner, Outer, Test };

template <>
struct Names<Loop>
{
    static constexpr std::array<std::pair<Loop, const char*>, 4> table{
        {{Loop::Start, "start"}, {Loop::Inner, "inner"}, {Loop::Outer, "outer"}, {Loop::Test, "test"}}};
};

/// A position in a run: iteration/loop/task/slot. It names loops ("2/outer"), and candidates by the place where
/// they were proposed ("2/inner/anatomy/1", "2/outer/4"; the given prompts are "0/start" and
/// "0/start/anatomy"). Never made of time, thread or order of arrival.
struct Step
{
    int iteration = 0;
    Loop loop = Loop::Start;
    QString task; ///< empty: no single task
    int slot = 0; ///< from 1; 0: the loop itself, or a given prompt

    std::strong_ordering operator<=>(const Step& other) const = default;
    bool operator==(const Step&) const = default;
};

size_t qHash(const Step& step, size_t seed = 0) noexcept;

QString text(const Step& step);
Result<Step> parseStep(QStringView text);

/// The loop that a step belongs to: the same position without task and slot.
Step loopOf(const Step& step);

/// Does `step` come before the step at which a run is forked? Positions: iteration, loop, slot; the final test comes
/// last. The tasks of one inner loop do not depend on one another.
bool isBeforeFork(const Step& step, const Step& fork);

} // namespace metaspo
