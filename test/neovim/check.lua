-- Looks at a scenario as somebody who works in Neovim does. Prints `ok NAME` or `not ok NAME: WHY` for each check.
local patience = 30000

local function check(name, body)
  local ok, why = pcall(body)
  io.stdout:write(ok and ('ok %s\n'):format(name) or ('not ok %s: %s\n'):format(name, why))
end

local function becomes(what, look)
  local seen
  local ok = vim.wait(patience, function()
    seen = look()
    return seen ~= nil and seen ~= false
  end, 50)
  if not ok then error('never came: ' .. what) end
  return seen
end

local function diagnostic(code)
  for _, found in ipairs(vim.diagnostic.get(0)) do
    if found.code == code then return found end
  end
end

-- The text of the floating window; nil where there is none.
local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

local function hints()
  local texts = {}
  for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = 0 })) do
    local label = hint.inlay_hint.label
    if type(label) == 'table' then
      label = vim.iter(label):map(function(part) return part.value end):join('')
    end
    table.insert(texts, label)
  end
  return table.concat(texts, '\n')
end

vim.cmd.edit(vim.env.COWSCOPE_SCENARIO)

check('the file is a scenario, and the server serves it', function()
  assert(vim.bo.filetype == 'cow', 'its type is ' .. vim.bo.filetype)
  becomes('a client', function() return vim.lsp.get_clients({ bufnr = 0, name = 'cowscope' })[1] end)
end)

check('diagnostics: the lost write is marked in its line', function()
  local found = becomes('wrong-cow', function() return diagnostic('wrong-cow') end)
  assert(found.lnum == 3, 'in line ' .. found.lnum)
  assert(found.severity == vim.diagnostic.severity.WARN, 'it is no warning')
end)

check('inlay hints: what became of each statement', function()
  becomes('copy 1/1 in the hints, but ' .. hints(), function() return hints():find('copy 1/1', 1, true) end)
end)

check('hover: what the write did, and by which rule', function()
  vim.api.nvim_win_set_cursor(0, { 4, 1 })
  vim.lsp.buf.hover()
  local text = becomes('the hover', float)
  assert(text:find('do_wp_page copies', 1, true), text)
end)

check('an edit: on another kernel the warning goes, and the hints are others', function()
  vim.api.nvim_buf_set_lines(0, 0, 1, false, { 'kernel 6.12' })
  becomes('no warning', function() return not diagnostic('wrong-cow') end)
  becomes('early_copy in the hints', function() return hints():find('early_copy', 1, true) end)
end)

check('formatting', function()
  vim.api.nvim_buf_set_lines(0, 2, 3, false, { 'fork   p1' })
  vim.lsp.buf.format({ timeout_ms = patience })
  local line = vim.api.nvim_buf_get_lines(0, 2, 3, false)[1]
  assert(line == 'fork p1', 'the line is ' .. line)
end)

vim.cmd('qall!')
