#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace metaspo {

/// A run that some program has at work.
struct RunAtWork
{
    qint64 run = 0;
    QString owner;       ///< "metaspo, process 4711 on host"; empty: not noted yet
    bool isHere = false; ///< in this program
    bool operator==(const RunAtWork&) const = default;
};

/// What a project file says of itself without being opened.
struct ProjectGlance
{
    enum class State {
        Usable,
        Missing,
        Newer,     ///< made by a newer version of the program: can be looked at; nothing else is known
        Unreadable ///< see trouble
    };

    State state = State::Usable;
    QString trouble; ///< a sentence
    int runs = 0;
    int finishedRuns = 0;
    QList<RunAtWork> atWork;
    QList<qint64> interrupted;             ///< at work when their program died; oldest first
    std::optional<qint64> costNanoDollars; ///< of all runs; absent: a price is unknown
    bool operator==(const ProjectGlance&) const = default;
};

} // namespace metaspo
