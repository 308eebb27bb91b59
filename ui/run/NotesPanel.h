#pragma once

#include "core/engine/Project.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace metaspo {

/// What a person notes about a run, kept in the project file. Saves by itself soon after the last key, and at once when
/// another run is shown or the project closes.
class NotesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit NotesPanel(QWidget* parent = nullptr);
    ~NotesPanel() override; ///< saves what is not saved yet

    void setProject(const std::shared_ptr<Project>& project);
    /// `note` as it is in the file; what is being typed for the same run stays.
    void showRun(qint64 run, const QString& note);

Q_SIGNALS:
    void saved(qint64 run);
    void failed(const metaspo::Error& error);

private:
    void noteEdited();
    void save();

    std::shared_ptr<Project> m_project;
    QPlainTextEdit* m_edit;
    QLabel* m_state;
    QTimer m_soon;
    qint64 m_run = 0;
    QString m_stored; ///< as it is in the file, as far as this panel knows
    std::optional<QString> m_before; ///< what was there before the last saving
    int m_saving = 0;
    bool m_isFilling = false;
};

} // namespace metaspo
