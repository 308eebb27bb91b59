#pragma once

#include "core/domain/TaskImport.h"

#include <QDialog>

class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QTableView;
class QTabWidget;
class QTimer;

namespace metaspo {

class ImportCheck;
class ImportForm;
class IncomingTaskModel;
class MessageBar;
class PlainTextView;
class PreviewModel;

/// Shows what files would bring before anything is stored, and lets a person say what the program could not guess.
/// Reads again, in the background, whenever something was changed.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ImportDialog(const QStringList& paths, QWidget* parent = nullptr);

Q_SIGNALS:
    void importChosen(const QList<metaspo::Task>& tasks);

private:
    QWidget* makeForm();
    QWidget* makePreview();
    QWidget* makeButtons();
    ImportRequest request() const;
    void read();
    void show(const ImportPreview& preview);
    void showRows(const ImportPreview& preview);
    void showRowsAlone(int generation);
    void showTrouble(const Error& error);
    void showFirstExample(const QModelIndex& index);

    QStringList m_paths;
    QList<Task> m_tasks;
    int m_generation = 0; ///< answers to a former question are dropped
    MessageBar* m_messages;
    ImportForm* m_form = nullptr;
    QTabWidget* m_tabs = nullptr;
    QTableView* m_incoming = nullptr;
    QTableView* m_rows = nullptr;
    ImportCheck* m_check = nullptr;
    IncomingTaskModel* m_taskModel;
    PreviewModel* m_rowModel;
    PlainTextView* m_example = nullptr;
    QLabel* m_notes = nullptr;
    QProgressBar* m_busy = nullptr;
    QPushButton* m_import = nullptr;
    QTimer* m_typing;
};

} // namespace metaspo
