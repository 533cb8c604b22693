(() => {
  const seen = localStorage.getItem('seen');
  document.cookie = `seen=${seen}`;
})();
