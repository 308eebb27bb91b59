#pragma once

class QLineEdit;

namespace metaspo {

/// The keys of undo and redo go to the page's history instead of the field's own.
void leaveUndoToPage(QLineEdit* field);

} // namespace metaspo
