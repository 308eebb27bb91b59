#include "core/tasks/StarterTasks.h"

#include "core/tasks/TaskFile.h"

#include <QDirIterator>
#include <QFile>

// At global scope, as Qt asks for; naming it here also keeps the linker from dropping the resource out of the
// archive.
static void addResources()
{
    Q_INIT_RESOURCE(starter_tasks);
}

namespace metaspo {

Result<QList<Task>> starterTasks()
{
    addResources();
    QStringList paths;
    QDirIterator files(QStringLiteral(":/tasks"), {QStringLiteral("*.jsonl")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
        paths.append(files.next());
    paths.sort();
    QList<Task> tasks;
    for (const QString& path : paths) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Internal,
                           QStringLiteral("The starter task \"%1\" cannot be read.").arg(path),
                           file.errorString(), QStringLiteral("Install the program again."));
        auto task = readTaskFile(file.readAll(), path);
        if (!task)
            return tl::unexpected(task.error());
        tasks.append(*task);
    }
    return tasks;
}

} // namespace metaspo
