#include "core/store/Glance.h"

#include "core/store/LockFile.h"
#include "core/store/Opening.h"
#include "core/store/StoreError.h"

#include <QFileInfo>

namespace metaspo {

namespace {

constexpr int patienceMilliseconds = 2'000;

// Without a log nobody writes the file, and reading it as it is makes none. Whoever opens it in this moment can make the
// glance fail, not the file.
Database::Mode modeFor(const QString& path)
{
    return QFileInfo::exists(path + QLatin1String("-wal")) ? Database::Mode::ReadOnly : Database::Mode::Immutable;
}

void readTotals(Database& database, ProjectGlance& glance)
{
    Query query(database, "SELECT ifnull(sum(cost_nano_dollars), 0), ifnull(sum(unpriced_calls), 0) FROM run_total");
    query.next();
    const qint64 cost = query.number();
    if (query.number() == 0)
        glance.costNanoDollars = cost;
}

void readStates(Database& database, const LockFile& lockFile, ProjectGlance& glance)
{
    Query query(database, "SELECT run_id, state, ifnull(owner, '') FROM run LEFT JOIN run_owner USING (run_id) "
                          "ORDER BY run_id");
    while (query.next()) {
        const qint64 run = query.number();
        const QString state = query.text();
        ++glance.runs;
        if (state == QLatin1String("finished"))
            ++glance.finishedRuns;
        else if (state == QLatin1String("running") && lockFile.isRunTaken(run))
            glance.atWork.append({run, query.text(), false});
        else if (state == QLatin1String("running"))
            glance.interrupted.append(run);
    }
}

ProjectGlance readGlance(const QString& path)
{
    Database database(path, modeFor(path), patienceMilliseconds);
    const ReadTransaction transaction(database);
    if (database.number("PRAGMA application_id") != applicationId)
        refuse(ErrorKind::FileForeign, QStringLiteral("It is not a project file of MetaSPO Workbench"));
    ProjectGlance glance;
    if (database.number("PRAGMA user_version") > schemaVersion) {
        glance.state = ProjectGlance::State::Newer;
        return glance;
    }
    readStates(database, LockFile(path), glance);
    readTotals(database, glance);
    return glance;
}

} // namespace

ProjectGlance glanceAt(const QString& path)
{
    const QString file = QFileInfo(path).canonicalFilePath(); // whose lock file all programs use
    Result<void> checked = checkProjectPath(file.isEmpty() ? path : file);
    const Result<ProjectGlance> glance =
        checked ? guarded(QStringLiteral("It cannot be read"), [&] { return readGlance(file); })
                : Result<ProjectGlance>(tl::unexpected(checked.error()));
    if (glance)
        return *glance;
    ProjectGlance failed;
    failed.state = glance.error().kind == ErrorKind::NotFound ? ProjectGlance::State::Missing
                                                              : ProjectGlance::State::Unreadable;
    failed.trouble = glance.error().why.isEmpty() ? glance.error().what : glance.error().why;
    return failed;
}

} // namespace metaspo
