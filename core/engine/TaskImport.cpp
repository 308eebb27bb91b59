#include "core/engine/TaskImport.h"

#include "core/tasks/Import.h"
#include "core/tasks/TaskCheck.h"
#include "core/tasks/TaskFile.h"

#include <QSaveFile>
#include <QtConcurrent/QtConcurrentRun>

namespace metaspo {

QFuture<Result<ImportPreview>> previewImport(const ImportRequest& request)
{
    return QtConcurrent::run([request] { return readImport(request); });
}

QFuture<QList<TaskProblem>> taskProblems(const Task& task)
{
    return QtConcurrent::run([task] { return checkTask(task); });
}

QFuture<Result<QString>> exportTask(const Task& task, const QString& path)
{
    return QtConcurrent::run([task, path]() -> Result<QString> {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(writeTaskFile(task)) < 0 || !file.commit())
            return failure(ErrorKind::ReadOnlyFile, QStringLiteral("%1 cannot be written").arg(path),
                           file.errorString(), QStringLiteral("Choose a place that you may write to."));
        return path;
    });
}

} // namespace metaspo
