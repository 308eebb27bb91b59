#pragma once

#include "core/engine/ExportRequest.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace metaspo {

/// Which tables of a run are written, in which format, into which folder. Says which files would be replaced before it
/// lets them be.
class ExportRunDialog : public QDialog
{
    Q_OBJECT

public:
    /// At first a folder beside the project's file, called after it and the run.
    ExportRunDialog(qint64 run, const QString& projectPath, QWidget* parent);

Q_SIGNALS:
    void requested(const metaspo::ExportRequest& request);

private:
    QWidget* makeTables();
    QWidget* makePlace();
    QWidget* makeButtons();
    void chooseFolder();
    ExportRequest request() const;
    void lookThere();
    void showThere(const QStringList& existing);

    qint64 m_run;
    QList<QCheckBox*> m_tables; ///< one for each of allExportTables
    QComboBox* m_format = nullptr;
    QLineEdit* m_folder = nullptr;
    QLabel* m_existing = nullptr;
    QPushButton* m_export = nullptr;
    int m_question = 0; ///< what is there is asked in the background: only the newest answer counts
};

} // namespace metaspo
