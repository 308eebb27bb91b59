#pragma once

#include "core/domain/Step.h"
#include "core/domain/Task.h"
#include "core/store/Database.h"

#include <QHash>

namespace metaspo {

/// What the writer's transaction works on: the connection, and row ids looked up before. After a rollback the ids are
/// looked up anew.
class WriteSession
{
public:
    struct RunExample
    {
        qint64 id = 0;
        Split split = Split::Train;
    };
    struct RunTask
    {
        qint64 id = 0;
        qint64 grading = 0;
        QHash<int, RunExample> examples; ///< by Example::index
    };

    explicit WriteSession(Database& database);

    Database& database() { return *m_database; }
    /// A new connection to the same file.
    void use(Database& database);

    qint64 textId(const QByteArray& utf8); ///< stored if it is new
    qint64 candidateId(qint64 run, const Step& step); ///< refused if it was not recorded
    const RunTask& runTask(qint64 run, const QString& task); ///< refused if the run has no such task
    const RunExample& runExample(qint64 run, const QString& task, int index, Split split);
    qint64 existingRun(qint64 run); ///< refused if there is none

    /// How many judgements of a candidate this session has been told: the place of the next one.
    int judgements(qint64 run, const Step& candidate) const;
    void countJudgement(qint64 run, const Step& candidate);
    /// The run's method starts from its first line: facts are told again.
    void expectReplay(qint64 run);

    void keep();    ///< the transaction is in the file
    void undo(); ///< it is not

private:
    using Judgements = QHash<qint64, QHash<Step, int>>;

    Database* m_database;
    QHash<qint64, QHash<QString, RunTask>> m_tasks;
    QHash<qint64, QHash<Step, qint64>> m_candidates;
    Judgements m_judgements;
    Judgements m_keptJudgements;
};

} // namespace metaspo
